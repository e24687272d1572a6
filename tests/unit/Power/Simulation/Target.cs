using NasOrleans.Power.Runs;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Unit.Power.Simulation;

internal enum Manner
{
    Obeys,

    /// <summary>Takes the order and stays as it is.</summary>
    Lies,

    /// <summary>The call does not come back.</summary>
    Hangs,

    Refuses,

    /// <summary>Obeys, and what tells so gets lost.</summary>
    Mute,

    /// <summary>Needs the hard way.</summary>
    Stubborn,
}

/// <summary>What a step acts on.</summary>
internal sealed class Target(Manner manner, double takes, double silentFrom, double silentTo, Random random)
{
    public Manner Manner { get; } = manner;

    public double SilentFor { get; } = silentFrom < silentTo && silentFrom < double.MaxValue ? silentTo - silentFrom : 0;

    public bool Down { get; private set; }

    public double? DownAt { get; private set; }

    /// <summary>What happened to it, in order: told, told the hard way, asked, unsent, restarted.</summary>
    public List<char> Log { get; } = [];

    public void Pass(double now)
    {
        if (now >= DownAt) Down = true;
    }

    public (double After, StepAnswer Answer) Tell(double now, bool force, double limit)
    {
        if (IsSilent(now))
        {
            Log.Add('u');
            return (Math.Min(limit, 1), new(AnswerKind.NotSent));
        }

        Log.Add(force ? 'F' : 'T');
        switch (Manner)
        {
            case Manner.Hangs: return (limit, new(AnswerKind.Unclear));
            case Manner.Refuses: return (0.2, new(AnswerKind.Refused));
            case Manner.Lies: return (0.2, new(AnswerKind.Taken));
            case Manner.Stubborn when !force: return (0.2, new(AnswerKind.Taken));
            case Manner.Mute when random.Next(3) == 0: return (0.5, new(AnswerKind.Unclear));
            default:
                DownAt ??= now + takes;
                return (0.2 + random.NextDouble(), new(Manner == Manner.Mute ? AnswerKind.Unclear : AnswerKind.Taken));
        }
    }

    public (double After, StepSeen Seen) Ask(double now)
    {
        Log.Add('a');
        if (IsSilent(now) || Manner == Manner.Hangs) return (3, new(StepSight.Silent));
        return (0.1 + random.NextDouble() / 2, new(Down ? StepSight.Done : DownAt is not null ? StepSight.UnderWay : StepSight.Untouched));
    }

    /// <summary>Nobody is left to tell how the last order ended.</summary>
    public void Restarted() => Log.Add('r');

    public void Lost() => Down = true;

    public void CameBack()
    {
        Down = false;
        DownAt = null;
        Log.Clear();
    }

    private bool IsSilent(double now) => now >= silentFrom && now < silentTo;
}
