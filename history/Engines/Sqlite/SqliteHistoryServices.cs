using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.History.Engines;
using NasOrleans.History.Engines.Sqlite;
using NasOrleans.History.Sqlite;

namespace NasOrleans.History;

public static class SqliteHistoryServices
{
    public static IServiceCollection AddSqliteHistory(this IServiceCollection services, Action<SqliteHistoryOptions> configure)
    {
        services.AddOptions<SqliteHistoryOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddMetrics();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(provider => new SqliteHistory(provider.GetRequiredService<IOptions<SqliteHistoryOptions>>().Value.Path));
        services.AddSingleton<IAuditLog, SqliteAuditLog>();
        services.AddSingleton<IMetricStore, SqliteMetricStore>();
        services.AddSingleton<IEventStore, SqliteEventStore>();
        services.AddSingleton(provider => new EventQueue(
            provider.GetRequiredService<IEventStore>(),
            provider.GetRequiredService<IOptions<SqliteHistoryOptions>>().Value.EventQueue,
            provider.GetRequiredService<IMeterFactory>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<EventQueue>>()));
        services.AddSingleton<IEventLog>(provider => provider.GetRequiredService<EventQueue>());
        services.OpenAtStart((provider, _) =>
        {
            provider.GetRequiredService<SqliteHistory>();
            return Task.CompletedTask;
        });
        return services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EventQueue>());
    }
}
