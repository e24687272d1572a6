using System.Collections.Immutable;
using NasOrleans.Power.Sources.Reading;

namespace NasOrleans.Power.Sources.Machines;

internal sealed record TestTrack
{
    public UpsTest Running { get; init; }

    public PowerMoment? Since { get; init; }

    /// <summary>What the UPS last said of a self-test, in its words.</summary>
    public string? Result { get; init; }
}

/// <summary>Calibrations and self-tests, and how they ended.</summary>
internal static class TestRules
{
    private static readonly string[] RunningWords = ["progress", "running", "testing"];
    private static readonly string[] GoodWords = ["passed", "pass", "ok", "success", "successful", "succeeded"];
    private static readonly string[] BadWords = ["failed", "fail", "failure", "bad", "error"];

    public static (TestTrack Next, ImmutableArray<PowerNote> Notes) Next(TestTrack track, Glance glance)
    {
        var running = glance.Status.Has(UpsFlags.Calibrating) ? UpsTest.Calibration : glance.Status.Has(UpsFlags.Testing) ? UpsTest.SelfTest : UpsTest.None;
        var result = glance.Text("ups.test.result") ?? track.Result;
        var next = new TestTrack { Running = running, Since = running == track.Running ? track.Since : glance.Now, Result = result };
        var notes = ImmutableArray<PowerNote>.Empty;
        if (running != track.Running) notes = notes.Add(Told(track, running, glance));
        // What stood there when we first looked is no news.
        if (track.Result is not null && result != track.Result && Passed(result) is { } passed) notes = notes.Add(Ended(track.Result, result!, passed, glance));
        return next == track ? (track, []) : (next, notes);
    }

    /// <summary>Null for words that tell neither, such as <c>No test initiated</c>.</summary>
    public static bool? Passed(string? result)
    {
        var words = (result ?? "").ToLowerInvariant().Split([' ', ',', '.', ':', ';', '-', '_', '(', ')'], StringSplitOptions.RemoveEmptyEntries);
        if (words.Any(RunningWords.Contains)) return null;
        if (words.Any(BadWords.Contains)) return false;
        return words.Any(GoodWords.Contains) ? true : null;
    }

    private static PowerNote Told(TestTrack track, UpsTest running, Glance glance)
    {
        var text = running switch
        {
            UpsTest.Calibration => "The UPS calibrates its battery",
            UpsTest.SelfTest => "The UPS tests its battery",
            _ => $"The {(track.Running == UpsTest.Calibration ? "calibration" : "self-test")} has ended after {(glance.Now.Ticking - track.Since?.Ticking)?.TotalSeconds:0} s",
        };
        return Note.Of(PowerNoteKind.Test, PowerSeverity.Info, glance.Now.Wall, track.Running.ToString(), running.ToString(), text, ("charge", glance.Numbers.Charge.Value));
    }

    private static PowerNote Ended(string from, string to, bool passed, Glance glance) => Note.Of(
        PowerNoteKind.Test, passed ? PowerSeverity.Good : PowerSeverity.Critical, glance.Now.Wall, from, to, passed ? $"The self-test passed: {to}" : $"The self-test failed: {to}");
}
