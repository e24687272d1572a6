using System.Collections.Immutable;
using NasOrleans.Power.Groups.Validation;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power.Groups;

// What a configuration is checked against, as the journal has it.
internal sealed partial class PowerGroupGrain
{
    private async Task<GroupWorld> World(PowerGroupConfig config)
    {
        var sources = Task.WhenAll(config.Sources.Distinct().Select(async source => (Source: source, IsThere: await IsThere(source))));
        var taken = Taken();
        return new()
        {
            Sources = [.. (await sources).Where(each => each.IsThere).Select(each => each.Source)],
            Taken = await taken,
            MayGoOff = installation.MayGoOff,
            Commands = [.. installation.Commands.Keys],
        };
    }

    // The grain knows more than the journal where that cannot be read.
    private async Task<bool> IsThere(PowerSourceId source) =>
        await Read<PowerSourceState>($"{Tenant}ups:{source.Value}") is { Config: not null } || await Ask(source) is not null;

    private async Task<ImmutableDictionary<string, PowerGroupId>> Taken()
    {
        var others = await OtherGroups() ?? [];
        var taken = await Task.WhenAll(others.Select(async group => (Group: group, State: await Read<PowerGroupState>($"{Tenant}group:{group.Value}"))));
        return taken
            .Where(each => each.State?.Config is not null)
            .SelectMany(each => TargetRules.Targets(each.State!.Config!).Select(target => (target.Target, each.Group)))
            .DistinctBy(each => each.Target)
            .ToImmutableDictionary(each => each.Target, each => each.Group);
    }

    /// <summary>Null when nobody can say which there are.</summary>
    private async Task<ImmutableArray<PowerGroupId>?> OtherGroups()
    {
        try
        {
            var keys = await journal.ListAsync($"{Tenant}group:", CancellationToken.None).WaitAsync(JournalWithin, time);
            return journal.Health.IsKnown ? [.. keys.Where(key => key != Key).Select(key => new PowerGroupId(GrainKeys.Parse(key).Id))] : null;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private async Task<T?> Read<T>(string key) where T : class
    {
        try
        {
            return (await journal.ReadAsync<T>(key, CancellationToken.None).WaitAsync(JournalWithin, time))?.Record;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private string Tenant => Key[..(Key.IndexOf('/', StringComparison.Ordinal) + 1)];
}
