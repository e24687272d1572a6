namespace NasOrleans.Solo.Activations;

/// <summary>
/// Runs what belongs to one activation in order, on one pool thread at a time. As it is the current scheduler meanwhile,
/// every await inside comes back to it.
/// </summary>
internal abstract class TurnScheduler : TaskScheduler, IThreadPoolWorkItem
{
    // Then the other activations have their go.
    private const int WorkPerRound = 64;

    private static readonly Action<object?> DrainAction = state => ((TurnScheduler)state!).Drain();

    private readonly Queue<object> _ready = new();
    private bool _scheduled;

    protected Lock Gate { get; } = new();

    /// <summary>Whether the code that asks runs on this scheduler.</summary>
    protected bool IsCurrent => ReferenceEquals(Current, this);

    public sealed override int MaximumConcurrencyLevel => 1;

    // Queued without the caller's execution context: what flows there must not flow into the grain.
    void IThreadPoolWorkItem.Execute() =>
        new Task(DrainAction, this, TaskCreationOptions.DenyChildAttach).RunSynchronously(this);

    protected abstract void Run(object work);

    protected void Enqueue(object work)
    {
        lock (Gate)
        {
            _ready.Enqueue(work);
            if (_scheduled) return;
            _scheduled = true;
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    protected sealed override void QueueTask(Task task) => Enqueue(task);

    protected sealed override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) =>
        !taskWasPreviouslyQueued && (ReferenceEquals(task.AsyncState, this) || IsCurrent) && TryExecuteTask(task);

    protected sealed override IEnumerable<Task> GetScheduledTasks() => [];

    private void Drain()
    {
        for (var done = 0; done < WorkPerRound; done++)
        {
            object? work;
            lock (Gate)
            {
                if (!_ready.TryDequeue(out work))
                {
                    _scheduled = false;
                    return;
                }
            }
            if (work is Task task) TryExecuteTask(task);
            else Run(work);
        }
        ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }
}
