using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Judging;

namespace NasOrleans.Tests.Unit.Power.Sources;

/// <summary>A UPS that is looked at every second of a clock that only the test moves.</summary>
internal sealed class Scene
{
    public static readonly DateTimeOffset Start = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private Guid _reader = Guid.Parse("11111111-0000-0000-0000-000000000000");
    private long _sequence;
    private UpsState? _saved;

    public Scene(PowerTriggers? triggers = null, ContactLimits? contact = null, VoltageLimits? voltage = null, string? boot = "boot-1")
    {
        Config = new()
        {
            Name = "Basement",
            Ups = new() { Server = new() { Host = "nut.example" }, Ups = "ups" },
            Triggers = triggers ?? new(),
            Contact = contact ?? new(),
            Voltage = voltage ?? new(),
        };
        State = UpsRules.Fresh(boot, Now);
    }

    public PowerSourceConfig Config { get; set; }

    public UpsState State { get; private set; }

    public PowerMoment Now { get; private set; } = new(TimeSpan.FromHours(1), Start);

    public List<PowerNote> Notes { get; } = [];

    public UpsJudgement Last { get; private set; } = null!;

    public SourceVerdict Verdict => VerdictRules.Of(State, Config, Now);

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal) { ["battery.charge"] = "100", ["battery.runtime"] = "3600", ["input.voltage"] = "230" };

    public static Scene OnLine(PowerTriggers? triggers = null, ContactLimits? contact = null)
    {
        var scene = new Scene(triggers, contact);
        scene.See("OL");
        return scene;
    }

    /// <summary>Looked at once, after <paramref name="seconds"/> more.</summary>
    public Scene See(string status, double seconds = 1, double age = 0)
    {
        Pass(seconds);
        return Judge(Read(status, age));
    }

    public Scene SeeFor(string status, int seconds)
    {
        for (var second = 0; second < seconds; second++) See(status);
        return this;
    }

    public Scene Fail(ContactFaultKind kind = ContactFaultKind.Stale, double seconds = 1)
    {
        Pass(seconds);
        var since = State.Contact.SilentSince ?? Now.Ticking;
        return Judge(new() { Reader = _reader, Sequence = ++_sequence, At = Now.Ticking, FailingSince = since, Fault = new() { Kind = kind, Message = kind.ToString() } });
    }

    /// <summary>A tick on which nothing is read.</summary>
    public Scene Tick(double seconds = 1)
    {
        Pass(seconds);
        return Judge(null);
    }

    public Scene With(string variable, string value)
    {
        Variables[variable] = value;
        return this;
    }

    public Scene Pass(double seconds) => Pass(seconds, seconds);

    public Scene Pass(double steady, double wall)
    {
        Now = new(Now.Ticking + TimeSpan.FromSeconds(steady), Now.Wall.AddSeconds(wall));
        return this;
    }

    /// <summary>The process ends, and another takes up what was persisted last.</summary>
    public Scene Restart(double seconds, string? boot = "boot-1", TimeSpan? uptime = null)
    {
        var wall = Now.Wall.AddSeconds(seconds);
        // Through the very text that the journal keeps.
        var saved = JsonSerializer.Deserialize<UpsState>(JsonSerializer.Serialize(_saved ?? State with { SavedAt = Now }, StateJson.Options), StateJson.Options)!;
        Now = new(ClockRules.Continue(saved.SavedAt!.Value, wall, uptime ?? TimeSpan.FromDays(30)), wall);
        _reader = Guid.Parse($"22222222-0000-0000-0000-{_sequence:000000000000}");
        State = UpsRules.Resume(saved, boot, Now);
        return this;
    }

    public PowerObservation Read(string status, double age = 0) => new()
    {
        Reader = _reader,
        Sequence = ++_sequence,
        At = Now.Ticking - TimeSpan.FromSeconds(age),
        Status = status,
        Variables = Variables.ToImmutableDictionary(StringComparer.Ordinal),
        VariablesSequence = _sequence,
        VariablesAt = Now.Ticking - TimeSpan.FromSeconds(age),
    };

    public Scene Judge(PowerObservation? seen)
    {
        Last = UpsRules.Judge(State, Config, seen, Now);
        State = Last.State;
        Notes.AddRange(Last.Notes);
        if (Last.MustPersist) _saved = State;
        return this;
    }
}
