using System.Text.Json;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>A call that waits for its answer.</summary>
internal abstract class PendingCall(string method)
{
    public string Method { get; } = method;

    public abstract void Complete(JsonElement answer);

    public abstract void Fail(LinkException exception);
}

internal sealed class PendingCall<T>(string method, Func<JsonElement, T> read) : PendingCall(method)
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _done.Task;

    public override void Complete(JsonElement answer)
    {
        try
        {
            _done.TrySetResult(read(answer));
        }
        catch (Exception exception)
        {
            Fail(Unreadable.Of(Method, exception));
        }
    }

    public override void Fail(LinkException exception) => _done.TrySetException(exception);
}
