using Microsoft.AspNetCore.Http.HttpResults;

namespace NasOrleans.Api.Errors;

/// <summary>Collects what is wrong with a request, so that the caller hears all of it at once.</summary>
internal sealed class Invalid
{
    private readonly Dictionary<string, List<string>> _errors = [];

    public bool Any => _errors.Count > 0;

    public void Add(string member, string error)
    {
        if (!_errors.TryGetValue(member, out var errors)) _errors[member] = errors = [];
        errors.Add(error);
    }

    public ProblemHttpResult Result()
    {
        var details = Problem.Invalid.Details(string.Join(' ', _errors.Values.SelectMany(errors => errors)));
        details.Extensions["errors"] = _errors;
        return TypedResults.Problem(details);
    }
}
