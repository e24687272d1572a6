using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Protocols.Nut.Wire;

/// <summary>A question that waits for its turn, then for its answer.</summary>
internal abstract class Question(byte[] line, long askedAt)
{
    public byte[] Line { get; } = line;

    public long AskedAt { get; } = askedAt;

    /// <summary>When it was asked; once it is sent, when that was.</summary>
    public long At { get; private set; } = askedAt;

    public bool IsSent { get; private set; }

    /// <summary>Nobody waits for it any more; its answer is still to come.</summary>
    public bool IsGivenUp { get; private set; }

    public void Sent(long now)
    {
        At = now;
        IsSent = true;
    }

    /// <summary>True when the answer is whole.</summary>
    /// <exception cref="GrammarException"/>
    public abstract bool Take(ReadOnlySpan<byte> line);

    /// <summary>Gives the answer that was taken to whoever waits for it.</summary>
    public abstract void Complete();

    public void GiveUp(NutFault fault)
    {
        IsGivenUp = true;
        Fail(fault);
    }

    public abstract void Fail(NutFault fault);
}

internal sealed class Question<T>(byte[] line, AnswerReader<T> reader, long askedAt) : Question(line, askedAt)
{
    private readonly TaskCompletionSource<NutAnswer<T>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private NutFault? _no;

    public Task<NutAnswer<T>> Answer => _done.Task;

    public override bool Take(ReadOnlySpan<byte> line)
    {
        if (!reader.HasBegun && NutErrors.Of(line) is { } no)
        {
            _no = no;
            return true;
        }
        return reader.Take(line);
    }

    public override void Complete() => _done.TrySetResult(_no is null ? new(At, true, reader.Result, null) : new(At, true, default, _no));

    public override void Fail(NutFault fault) => _done.TrySetResult(new(At, IsSent, default, fault));
}
