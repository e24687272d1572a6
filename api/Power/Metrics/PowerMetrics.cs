using System.Diagnostics.Metrics;
using NasOrleans.Api.Power.Live;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Sources;

namespace NasOrleans.Api.Power.Metrics;

/// <summary>Our own metrics of power, out of what the views hold already: a scrape asks no grain and no UPS.</summary>
internal sealed class PowerMetrics(PowerViews views)
{
    private static readonly PowerStanding[] Standings = Enum.GetValues<PowerStanding>();
    private static readonly LoadStanding[] LoadStandings = Enum.GetValues<LoadStanding>();
    private static readonly RunState[] RunStates = Enum.GetValues<RunState>();

    public void Register(Meter meter)
    {
        meter.CreateObservableGauge("nas.power.standing", () => PerSource(Standing), description: "1 for how a power source stands");
        meter.CreateObservableGauge("nas.power.on_battery", () => PerSource(OnBattery), "s", "How long a UPS has lived on its battery; 0 on line");
        meter.CreateObservableGauge("nas.power.contact_age", () => PerSource(ContactAge), "s", "Age of the latest answer of a power source, or of the latest that failed to come");
        meter.CreateObservableGauge("nas.power.unknown", () => PerSource(UnknownFor), "s", "How long nothing valid was heard of a power source");
        meter.CreateObservableGauge("nas.power.group.loads", () => PerGroup(Loads), description: "Loads of a power group by how they stand");
        meter.CreateObservableGauge("nas.power.group.crisis", () => PerGroup(Crisis), description: "1 while an outage of a power group has led to a run");
        meter.CreateObservableGauge("nas.power.group.run", () => PerGroup(Run), description: "1 for the state of the run that is under way in a power group");
        meter.CreateObservableGauge("nas.power.group.margin", () => PerGroup(Margin), "s", "What would be left of the tightest battery of a power group when its last step has ended");
        NutMetrics.Register(meter, NutMetricsOf);
    }

    private IEnumerable<Measurement<double>> NutMetricsOf(Func<PowerSourceSnapshot, IEnumerable<Measurement<double>>> measure) => PerSource(held => measure(held.Snapshot));

    private IEnumerable<Measurement<double>> PerSource(Func<Held<PowerSourceSnapshot>, IEnumerable<Measurement<double>>> measure) =>
        views.All.SelectMany(view => view.Sources.Current.Items.Values).SelectMany(measure);

    private IEnumerable<Measurement<double>> PerGroup(Func<PowerGroupSnapshot, IEnumerable<Measurement<double>>> measure) =>
        views.All.SelectMany(view => view.Groups.Current.Items.Values).SelectMany(held => measure(held.Snapshot));

    private static IEnumerable<Measurement<double>> Standing(Held<PowerSourceSnapshot> held) => Standings.Select(standing =>
        new Measurement<double>(held.Snapshot.Verdict.Standing == standing ? 1 : 0, Source(held.Snapshot), new("standing", Word(standing))));

    private IEnumerable<Measurement<double>> OnBattery(Held<PowerSourceSnapshot> held)
    {
        if (held.Snapshot.Ups is null) yield break;
        yield return new(held.Snapshot.Ups.OnBatteryFor is { } duration ? (duration + Since(held.At)).TotalSeconds : 0, Source(held.Snapshot));
    }

    private IEnumerable<Measurement<double>> ContactAge(Held<PowerSourceSnapshot> held)
    {
        if (held.Snapshot.Verdict.Age is { } age) yield return new((age + Since(held.At)).TotalSeconds, Source(held.Snapshot));
    }

    private static IEnumerable<Measurement<double>> UnknownFor(Held<PowerSourceSnapshot> held) =>
        [new(held.Snapshot.Verdict.UnknownFor.TotalSeconds, Source(held.Snapshot))];

    private static IEnumerable<Measurement<double>> Loads(PowerGroupSnapshot group) => LoadStandings.Select(standing =>
        new Measurement<double>(group.Loads.Count(load => load.Standing == standing), Group(group), new("standing", Word(standing))));

    private static IEnumerable<Measurement<double>> Crisis(PowerGroupSnapshot group) => [new(group.Crisis ? 1 : 0, Group(group))];

    private static IEnumerable<Measurement<double>> Run(PowerGroupSnapshot group) => RunStates.Where(state => state < RunState.Completed).Select(state =>
        new Measurement<double>(group.Run?.State == state ? 1 : 0, Group(group), new("state", Word(state))));

    private static IEnumerable<Measurement<double>> Margin(PowerGroupSnapshot group)
    {
        if (group.Budget.Margin is { } margin) yield return new(margin.TotalSeconds, Group(group));
    }

    private TimeSpan Since(long at) => views.Since(at);

    private static KeyValuePair<string, object?> Source(PowerSourceSnapshot source) => new("source", source.Id.Value);

    private static KeyValuePair<string, object?> Group(PowerGroupSnapshot group) => new("group", group.Id.Value);

    private static string Word<TEnum>(TEnum value) where TEnum : struct, Enum => System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
