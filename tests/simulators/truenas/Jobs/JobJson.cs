using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Jobs;

/// <summary>A job as each release shows it.</summary>
internal static class JobJson
{
    public static JsonObject Of(Job job, Release release)
    {
        var row = new JsonObject { ["id"] = job.Id };
        if (release >= Release.V2510) row["message_ids"] = new JsonArray([.. job.Origin.MessageIds.Select(id => (JsonNode?)id)]);
        row["method"] = job.Method;
        row["arguments"] = job.Arguments.DeepClone();
        if (release.IsScale())
        {
            row["transient"] = false;
            row["description"] = null;
            row["abortable"] = job.IsAbortable;
        }
        row["logs_path"] = job.HasLog ? $"/var/log/jobs/{job.Id}.log" : null;
        row["logs_excerpt"] = job.HasLog ? Excerpt(job.LogLines) : null;
        row["progress"] = Progress(job, release);
        row["result"] = job.Result?.DeepClone();
        if (release.IsScale()) row["result_encoding_error"] = null;
        row["error"] = ErrorText(job);
        row["exception"] = job.Error is { } failed ? $"Traceback (most recent call last):\n{TypeOf(failed)}: {ErrorText(job)}\n" : null;
        row["exc_info"] = ExceptionInfo(job, release);
        row["state"] = job.State.ToString().ToUpperInvariant();
        row["time_started"] = Ejson.Moment(job.Started);
        row["time_finished"] = Ejson.Moment(job.Finished);
        if (release.IsScale()) row["credentials"] = Credentials(job.Origin);
        return row;
    }

    public static string? ErrorText(Job job) => job switch
    {
        { Error: { IsValidation: true } invalid } => invalid.Message,
        { Error: { } failed } => $"[{failed.ErrorName}] {failed.Message}",
        _ => null,
    };

    private static JsonObject Progress(Job job, Release release) => release.IsScale()
        ? new() { ["percent"] = (int)Math.Floor(job.Percent ?? 0), ["description"] = job.Description ?? "", ["extra"] = null }
        : new() { ["percent"] = job.Percent is { } percent ? (int)Math.Floor(percent) : null, ["description"] = job.Description, ["extra"] = null };

    private static JsonObject? ExceptionInfo(Job job, Release release)
    {
        if (job.Error is not { } error) return null;
        var extra = error.IsValidation ? Complaints(error) : null;
        return release.IsScale()
            ? new() { ["repr"] = $"{TypeOf(error)}('{error.Message}')", ["type"] = error.IsValidation ? "VALIDATION" : TypeOf(error), ["errno"] = error.Errno, ["extra"] = extra }
            : new() { ["type"] = error.IsValidation ? "VALIDATION" : null, ["extra"] = extra };
    }

    public static JsonArray Complaints(MethodError error) =>
        new([.. error.Extra.Select(each => (JsonNode?)new JsonArray(each.Attribute, each.Message, each.Errno))]);

    private static string TypeOf(MethodError error) => error.IsValidation ? "ValidationErrors" : "CallError";

    private static JsonObject? Credentials(JobOrigin origin) => origin.UserName is null ? null : new()
    {
        ["type"] = origin.CredentialType,
        ["data"] = origin.CredentialData?.DeepClone() ?? new JsonObject { ["username"] = origin.UserName },
    };

    // The first ten and the last ten lines.
    private static string Excerpt(IReadOnlyCollection<string> lines) => lines.Count <= 20
        ? string.Join('\n', lines)
        : string.Join('\n', [.. lines.Take(10), $"... {lines.Count - 20} more lines ...", .. lines.Skip(lines.Count - 10)]);
}
