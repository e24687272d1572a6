using Npgsql;

namespace NasOrleans.Tests.History.Orleans;

/// <summary>Sees sessions wait for a lock, so that a test can be sure of the contention it set up.</summary>
internal static class LockWaits
{
    public static async Task AppearAsync(string connectionString, int sessions)
    {
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Eventually.IsTrue(async () =>
        {
            await using var command = database.CreateCommand(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'");
            return (long)(await command.ExecuteScalarAsync())! == sessions;
        }, $"{sessions} sessions wait for a lock");
    }
}
