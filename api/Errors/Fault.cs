using System.Text.Json;
using System.Text.RegularExpressions;
using NasOrleans.History;
using Orleans.Runtime;

namespace NasOrleans.Api.Errors;

/// <summary>What an exception means to the caller. Says nothing of types, files or stacks.</summary>
internal readonly partial record struct Fault(Problem Problem, string? Detail, TimeSpan? RetryAfter = null)
{
    public static Fault Of(Exception exception, bool isCommand) => exception switch
    {
        BadHttpRequestException { InnerException: JsonException json } => new(Problem.BadRequest, Describe(json)),
        BadHttpRequestException { StatusCode: 400 } bad => new(Problem.BadRequest, Describe(bad)),
        BadHttpRequestException bad => new(Problem.Of(bad.StatusCode), null),
        UnavailableException => new(Problem.Unavailable, exception.Message, TimeSpan.FromSeconds(2)),
        LimitExceededException => new(Problem.Busy, "The queue of what you asked for is full.", TimeSpan.FromSeconds(1)),
        StorageException or OrleansException { InnerException: StorageException } =>
            new(Problem.Unavailable, "The storage cannot be read or written at the moment.", TimeSpan.FromSeconds(5)),
        _ when isCommand && LeavesOutcomeOpen(exception) => new(Problem.OutcomeUnknown,
            "The command was sent, but no answer came back. Look at its target before you send it again.", TimeSpan.FromSeconds(5)),
        OrleansException or TimeoutException => new(Problem.Unavailable, "No answer came in time.", TimeSpan.FromSeconds(5)),
        _ => new(Problem.Internal, "The details are in the log, under the correlation id."),
    };

    /// <summary>Whether a command that ended so may have been carried out.</summary>
    public static bool LeavesOutcomeOpen(Exception exception) =>
        exception is TimeoutException or OrleansException and not LimitExceededException and not { InnerException: StorageException };

    private static string Describe(JsonException json)
    {
        if (UnknownMember().Match(json.Message) is { Success: true } unknown) return $"The body has an unknown member '{unknown.Groups["name"].Value}'.";
        if (Duplicate().Match(json.Message) is { Success: true } twice) return $"The body has the member '{twice.Groups["name"].Value}' twice.";
        if (json.Message.Contains("maximum configured depth", StringComparison.Ordinal)) return "The body is nested too deeply.";
        if (json.Message.Contains("could not be converted", StringComparison.Ordinal)) return $"The value at {json.Path ?? "$"} has the wrong type.";
        return json.LineNumber is { } line
            ? $"The body is not valid JSON: line {line + 1}, byte {json.BytePositionInLine + 1}."
            : "The body is not valid JSON in UTF-8.";
    }

    private static string Describe(BadHttpRequestException bad) => BadParameter().Match(bad.Message) is { Success: true } parameter
        ? $"'{parameter.Groups["value"].Value}' is not a value of {JsonNamingPolicy.CamelCase.ConvertName(parameter.Groups["name"].Value)}.{FormOf(parameter.Groups["type"].Value)}"
        : bad.Message.Contains("no body was provided", StringComparison.Ordinal) ? "The body is missing." : "The request is malformed.";

    private static string FormOf(string type) => type switch
    {
        "DriveId" => " The id of a drive is wwn: and its world-wide name or serial: and its serial number, as GET /api/v1/drives shows it.",
        "SystemId" or "PowerSourceId" or "PowerGroupId" => " An id is 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit.",
        _ => "",
    };

    // The JSON property 'colour' could not be mapped to any .NET member contained in type 'NasOrleans...'.
    [GeneratedRegex("^The JSON property '(?<name>.*)' could not be mapped", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex UnknownMember();

    // Duplicate property 'name' encountered during deserialization of type 'NasOrleans...'.
    [GeneratedRegex("^Duplicate property '(?<name>.*)' encountered", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Duplicate();

    // Failed to bind parameter "int? limit" from "many".
    [GeneratedRegex("^Failed to bind parameter \"(?<type>.*) (?<name>\\w+)\" from \"(?<value>.*)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex BadParameter();
}

/// <summary>Something this request needs cannot be had now; the message is for the caller.</summary>
internal sealed class UnavailableException(string message, Exception? cause = null) : Exception(message, cause);
