using NasOrleans.Api.Errors;
using NasOrleans.Api.Power.Wire;

namespace NasOrleans.Api.Power.Groups;

/// <summary>Loads are to go down now, all of them when none is named. It names the group again, by the name that people know it by.</summary>
internal sealed record StartBody(string? Confirm, string? Reason, string[]? Loads = null, bool DryRun = false)
{
    public void Check(string? key, Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(Confirm)) invalid.Add("confirm", "Send the name of the group to confirm.");
        PowerProblems.CheckReason(Reason, invalid);
        if (Loads is [] || Loads?.Any(string.IsNullOrWhiteSpace) == true) invalid.Add("loads", "Name loads of the group, or leave it out for all of them.");
        if (key is not null && !RequestKeys.IsKey(key)) invalid.Add("Idempotency-Key", RequestKeys.Form);
    }
}

/// <summary>A run is to wait, at most so long; then it goes on by itself.</summary>
internal sealed record HoldBody(string? Reason, int AtMostSeconds = 300)
{
    private const int Most = 900;

    public void Check(Invalid invalid)
    {
        PowerProblems.CheckReason(Reason, invalid);
        if (AtMostSeconds is < 1 or > Most) invalid.Add("atMostSeconds", $"A run is held for 1 to {Most} seconds.");
    }
}

/// <summary>Why somebody steers a run.</summary>
internal sealed record SteerBody(string? Reason)
{
    public void Check(Invalid invalid) => PowerProblems.CheckReason(Reason, invalid);
}

/// <summary>A step is to be left out, or not waited for any longer.</summary>
internal sealed record SkipBody(string? Step, string? Reason)
{
    public void Check(Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(Step)) invalid.Add("step", "Send the id of the step.");
        PowerProblems.CheckReason(Reason, invalid);
    }
}

/// <summary>A crisis is over, or was none. Confirmed with the name of the group.</summary>
internal sealed record CrisisBody(string? Confirm, string? Reason)
{
    public void Check(Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(Confirm)) invalid.Add("confirm", "Send the name of the group to confirm.");
        PowerProblems.CheckReason(Reason, invalid);
    }
}
