using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using NasOrleans.History;

namespace NasOrleans.Tests.History.Engines;

public sealed class SqliteHistoryTests : HistoryContract, IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Audit_InsertOrReplace_Refuses()
    {
        await Audit_ChangedBehindOurBack_Refuses("""
            INSERT OR REPLACE INTO {0} (id, at, tenant, actor, source, action, target, outcome)
            SELECT id, at, tenant, 'nobody', source, action, target, outcome FROM {0}
            """);
    }

    protected override void AddHistory(IServiceCollection services) =>
        services.AddSqliteHistory(options => options.Path = _folder.File("history.db"));

    protected override async Task ExecuteAsync(string sql)
    {
        await using var connection = new SqliteConnection($"Data Source={_folder.File("history.db")};Pooling=False");
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = string.Format(sql, "audit");
        await command.ExecuteNonQueryAsync();
    }
}
