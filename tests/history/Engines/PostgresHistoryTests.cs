using Microsoft.Extensions.DependencyInjection;
using NasOrleans.History;
using NasOrleans.Tests.History.Postgres;

namespace NasOrleans.Tests.History.Engines;

[Collection(PostgresCollection.Name)]
public sealed class PostgresHistoryTests(PostgresFixture postgres) : HistoryContract
{
    [Fact]
    public Task Audit_Truncated_Refuses() => Audit_ChangedBehindOurBack_Refuses("TRUNCATE {0}");

    // With the rights of a silo, which must be enough for all of it.
    protected override void AddHistory(IServiceCollection services) =>
        services.AddPostgresHistory(options => options.ConnectionString = postgres.Silo);

    // With the rights of the owner, whom only the trigger stops.
    protected override Task ExecuteAsync(string sql) => PostgresFixture.ExecuteAsync(postgres.Owner, string.Format(sql, "nas.audit"));
}
