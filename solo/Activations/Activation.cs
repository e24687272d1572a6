using NasOrleans.Solo.Calls;
using NasOrleans.Solo.Hosting;
using Orleans;
using Orleans.Hosting;
using Orleans.Runtime;
using Orleans.Storage;

namespace NasOrleans.Solo.Activations;

/// <summary>One grain in memory: which turn may start when. Its life from constructor to end is in the other half.</summary>
internal sealed partial class Activation(SoloRuntime runtime, GrainClass grainClass, string key) : TurnScheduler, IGrainContext, ITarget
{
    private TurnQueue _waiting;
    private int _running;
    private int _exclusive;
    private bool _readOnly;
    private long _lastActive;

    internal SoloRuntime Runtime => runtime;

    internal GrainClass Class => grainClass;

    public GrainId GrainId => GrainId.Create(grainClass.GrainType, key);

    public IServiceProvider ActivationServices => runtime.Services;

    /// <summary>Calls that run or wait.</summary>
    internal int Load => _running + _waiting.Count;

    internal int Waiting => _waiting.Count;

    internal static Activation Of(IGrainBase grain) => (Activation)grain.GrainContext;

    bool ITarget.TryPost(Call call) => TryPost(call);

    void ITarget.ForEach(Action<Activation> action) => action(this);

    /// <summary>False when this activation has ended and another one must take the turn.</summary>
    internal bool TryPost(Turn turn)
    {
        lock (Gate)
        {
            if (_phase == Phase.Ended) return false;
            if (turn is Call && Load >= runtime.Options.MaxMailboxLength) throw MailboxFull();
            if (_phase == Phase.Valid && MayStart(turn)) Start(turn);
            else _waiting.Add(turn);
            return true;
        }
    }

    protected override void Run(object work) => _ = work is Turn turn ? RunTurn(turn) : ((Func<Activation, Task>)work)(this);

    private async Task RunTurn(Turn turn)
    {
        Task? done = null;
        Exception? failure = null;
        try
        {
            done = turn.Start(_instance!);
            await done;
        }
        catch (Exception thrown)
        {
            failure = thrown;
            DeactivateOnConflict(thrown);
        }
        try
        {
            turn.Finish(done, failure);
        }
        finally
        {
            Release(turn);
        }
    }

    // Memory no longer matches the storage: whoever comes next must read it again.
    private void DeactivateOnConflict(Exception failure)
    {
        if (failure is not InconsistentStateException { IsSourceActivation: true } conflict) return;
        conflict.IsSourceActivation = false;
        Deactivate(new(DeactivationReasonCode.ApplicationError, conflict, "Its state was changed by another one."));
    }

    private bool IsExclusive(Turn turn) => !turn.Interleaves && !grainClass.Reentrant;

    private bool MayStart(Turn turn) => _exclusive == 0 || !IsExclusive(turn) || (_readOnly && turn.ReadOnly);

    private void Start(Turn turn)
    {
        _running++;
        if (IsExclusive(turn))
        {
            _readOnly = turn.ReadOnly && (_exclusive == 0 || _readOnly);
            _exclusive++;
        }
        Enqueue(turn);
    }

    private void Release(Turn turn)
    {
        lock (Gate)
        {
            _running--;
            if (IsExclusive(turn)) _exclusive--;
            if (turn.KeepsAlive) _lastActive = runtime.Time.GetTimestamp();
            if (_phase == Phase.Valid) Admit(all: false);
            else if (_running == 0) Enqueue(Deactivating);
        }
    }

    // Interleaving turns never wait for others, so behind a turn that must wait only read-only ones may still start.
    private void Admit(bool all)
    {
        Turn? previous = null;
        for (var turn = _waiting.First; turn is not null;)
        {
            var next = turn.Next;
            if (turn.IsOver || MayStart(turn))
            {
                _waiting.Remove(previous, turn);
                if (!turn.IsOver) Start(turn);
            }
            else if (all || _readOnly) previous = turn;
            else break;
            turn = next;
        }
    }

    private LimitExceededException MailboxFull() =>
        new($"The mailbox of {GrainId} is full: {Load} calls run or wait, and {nameof(SoloOptions.MaxMailboxLength)} is {runtime.Options.MaxMailboxLength}.");
}
