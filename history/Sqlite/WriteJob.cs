namespace NasOrleans.History.Sqlite;

/// <summary>A piece of work for the writer. Its task ends only when the writer knows what became of the batch.</summary>
internal abstract class WriteJob
{
    public Exception? Failure { get; set; }

    public abstract void Execute(SqliteSession session);

    public abstract void Complete();
}

internal sealed class WriteJob<T>(Func<SqliteSession, T> write) : WriteJob
{
    // The writer's thread must never run a caller's continuation.
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;

    public Task<T> Task => _done.Task;

    public override void Execute(SqliteSession session) => _result = write(session);

    public override void Complete()
    {
        if (Failure is { } failure) _done.SetException(failure);
        else _done.SetResult(_result!);
    }
}
