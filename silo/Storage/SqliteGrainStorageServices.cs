using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;
using NasOrleans.History;
using Orleans.Storage;

namespace NasOrleans.Silo.Storage;

public sealed class SqliteGrainStorageOptions
{
    /// <summary>The file, <c>state.db</c> in the data folder.</summary>
    [Required]
    public string Path { get; set; } = "";
}

public static class SqliteGrainStorageServices
{
    public static IServiceCollection AddSqliteGrainStorage(this IServiceCollection services, string name, Action<SqliteGrainStorageOptions> configure)
    {
        services.AddOptions<SqliteGrainStorageOptions>(name).Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddKeyedSingleton<IGrainStorage>(name, (provider, _) =>
            new SqliteGrainStorage(provider.GetRequiredService<IOptionsMonitor<SqliteGrainStorageOptions>>().Get(name).Path));
        return services.OpenAtStart((provider, _) =>
        {
            provider.GetRequiredKeyedService<IGrainStorage>(name);
            return Task.CompletedTask;
        });
    }
}
