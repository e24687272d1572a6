using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Api.Errors;
using NasOrleans.Power;
using NasOrleans.Power.Groups;

namespace NasOrleans.Api.Power.Groups;

/// <summary>What a group's refusals are in HTTP.</summary>
internal static class GroupAnswers
{
    public static ProblemHttpResult Missing(PowerGroupId id) => Problem.NotFound.With($"There is no power group '{id}'.");

    public static ProblemHttpResult Refused(PowerGroupId id, GroupRefusal refusal) => refusal switch
    {
        GroupRefusal.NotConfirmed => Problem.NotConfirmed.With($"confirm does not say what the power group '{id}' is called. Nothing was done."),
        GroupRefusal.Busy => Problem.RunUnderWay.With($"A run of the power group '{id}' is under way. Nothing was done."),
        GroupRefusal.NoRun => Problem.NoRun.With($"The power group '{id}' has no such run under way."),
        GroupRefusal.NoStep => Problem.NoStep.With("The run has no such step, or it has ended already."),
        GroupRefusal.NotWritten => Problem.NotWritten.With($"Neither the journal's file nor the database took it. Nothing was done to the power group '{id}'."),
        _ => Missing(id),
    };
}
