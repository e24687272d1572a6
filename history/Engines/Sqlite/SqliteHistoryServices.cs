using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NasOrleans.History.Engines;
using NasOrleans.History.Engines.Sqlite;

namespace NasOrleans.History;

public static class SqliteHistoryServices
{
    public static IServiceCollection AddSqliteHistory(this IServiceCollection services, Action<SqliteHistoryOptions> configure)
    {
        services.AddOptions<SqliteHistoryOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new SqliteHistory(provider.GetRequiredService<IOptions<SqliteHistoryOptions>>().Value));
        services.AddSingleton<IAuditLog, SqliteAuditLog>();
        services.AddSingleton<IMetricStore, SqliteMetricStore>();
        services.AddSingleton<IEventStore, SqliteEventStore>();
        services.OpenAtStart((provider, _) =>
        {
            provider.GetRequiredService<SqliteHistory>();
            return Task.CompletedTask;
        });
        return services.AddHistoryQueues(provider => provider.GetRequiredService<IOptions<SqliteHistoryOptions>>().Value.EventQueue);
    }
}
