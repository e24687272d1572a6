using System.Collections.Immutable;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets.Hosts;

namespace NasOrleans.Power.Runs.Targets.Needs;

/// <summary>Looks for what steps need; each host is asked once.</summary>
internal sealed class NeedsLook(StepHosts hosts, Installation installation)
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(8);

    public async Task<ImmutableArray<string>> MissingAsync(IReadOnlyCollection<StepConfig> steps, CancellationToken cancellationToken)
    {
        var lacking = steps.Select(step => (Step: step, Lacking: NeedRules.Lacking(step, installation))).ToArray();
        var whole = lacking.Where(each => each.Lacking is null).Select(each => each.Step).ToArray();
        var programs = await Task.WhenAll(
            whole.Select(step => (Step: step, Host: NeedRules.Host(step, installation), Programs: NeedRules.Programs(step, installation)))
                .Concat(whole.Select(step => (Step: step, Host: (SshTarget?)null, Programs: NeedRules.OwnPrograms(step, installation))))
                .Where(each => each.Programs.Length > 0)
                .GroupBy(each => each.Host)
                .Select(each => LookAsync(each.Key, [.. each.Select(one => (one.Step, one.Programs))], cancellationToken)));
        return [.. lacking.Where(each => each.Lacking is not null).Select(each => Line([each.Step], each.Lacking!)), .. programs.SelectMany(each => each)];
    }

    private async Task<IEnumerable<string>> LookAsync(SshTarget? host, ImmutableArray<(StepConfig Step, ImmutableArray<string> Programs)> needs, CancellationToken cancellationToken)
    {
        var (actions, where) = host is null ? (hosts.Ours, "This machine") : (hosts.Over(host), host.Host);
        var missing = await actions.MissingAsync([.. needs.SelectMany(each => each.Programs).Distinct(StringComparer.Ordinal)], Limit, cancellationToken);
        return missing.IsKnown
            ? missing.Answer.Select(program => Line(needs.Where(each => each.Programs.Contains(program)).Select(each => each.Step), $"{where} has no program '{program}'"))
            : [Line(needs.Select(each => each.Step), $"What {where} has could not be looked up: {missing.Silence}")];
    }

    private static string Line(IEnumerable<StepConfig> steps, string what) => $"{string.Join(", ", steps.Select(StepRules.Name).Distinct(StringComparer.Ordinal))}: {what}";
}
