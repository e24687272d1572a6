using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using NasOrleans.History.Engines;
using NasOrleans.History.Engines.Postgres;

namespace NasOrleans.History;

public static class PostgresHistoryServices
{
    public static IServiceCollection AddPostgresHistory(this IServiceCollection services, Action<PostgresHistoryOptions> configure)
    {
        services.AddOptions<PostgresHistoryOptions>().Configure(configure).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(provider => new PostgresHistory(provider.GetRequiredService<IOptions<PostgresHistoryOptions>>().Value));
        services.AddSingleton<IAuditLog, PostgresAuditLog>();
        services.AddSingleton<IMetricStore, PostgresMetricStore>();
        services.AddSingleton<IEventStore, PostgresEventStore>();
        services.OpenAtStart((provider, cancellationToken) => provider.GetRequiredService<PostgresHistory>().OpenAsync(cancellationToken));
        return services.AddHistoryQueues(provider => provider.GetRequiredService<IOptions<PostgresHistoryOptions>>().Value.EventQueue);
    }
}
