using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using NasOrleans.Api.Errors;
using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Wire;

/// <summary>What the routes of power have to say no to, all in the same words.</summary>
internal static class PowerProblems
{
    private const int MaxReason = 200;

    /// <summary>All that a grain found wrong, under the names that the caller used.</summary>
    public static ProblemHttpResult Result(Type config, IEnumerable<PowerProblem> problems)
    {
        var invalid = new Invalid();
        foreach (var problem in problems)
        {
            var field = WireNames.OnWire(config, problem.Field);
            invalid.Add(field, $"'{field}': {problem.Message}.");
        }

        return invalid.Result();
    }

    /// <summary>Null when the name is the right one.</summary>
    public static ProblemHttpResult? NotConfirmed(string? confirm, string name, string id) => string.Equals(confirm?.Trim(), name, StringComparison.Ordinal)
        ? null
        : Problem.NotConfirmed.With($"confirm says '{confirm?.Trim()}', '{id}' is called '{name}'. Nothing was done.");

    public static void CheckReason(string? reason, Invalid invalid)
    {
        if (reason?.Trim() is not { Length: > 0 and <= MaxReason } text || text.Any(char.IsControl)) invalid.Add("reason", $"A reason has 1 to {MaxReason} characters, on one line.");
    }
}

/// <summary>How large a body of these routes may be.</summary>
internal sealed record PowerBody(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
