using System.Collections.Immutable;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Power.Runs.Targets;
using NasOrleans.Power.Sources;
using NasOrleans.Secrets;

namespace NasOrleans.Silo.Configuration;

/// <summary>Makes of the section 'power' what the grains take, and refuses what they would refuse, all of it at once.</summary>
internal sealed class PowerReader(string file, PowerSecretFiles secrets, IReadOnlyDictionary<string, YamlNode> trees)
{
    private static readonly PowerForms Forms = new();
    private static readonly RecordShape SecretKeys = RecordShape.Of(typeof(SourceSecrets));

    private readonly List<Problem> _problems = [];
    private readonly List<string> _warnings = [];

    /// <summary>In the order of the lines.</summary>
    public IEnumerable<Problem> Problems => _problems.Concat(secrets.Problems).OrderBy(problem => int.TryParse(problem.Where[(problem.Where.LastIndexOf(':') + 1)..], out var line) ? line : 0);

    public IReadOnlyList<string> Warnings => _warnings;

    public PowerFile Read(NasSettings settings, PowerOrigin checkedBy)
    {
        var installation = Installation(settings);
        var sources = Each(PowerTrees.Sources).Select(Source).ToImmutableArray();
        var start = PowerCheckStart.Of(settings, checkedBy);
        if (start is { Source.Id: var id } && sources.FirstOrDefault(source => source.Id == id) is not null)
            _problems.Add(new Problem(file, $"{PowerTrees.Sources}.{id}", "is the id of what powerCheck.url names; give it another one"));
        var known = sources.Select(source => source.Id).Concat(start is null ? [] : [start.Source.Id]).ToImmutableArray();
        var groups = Groups(known, installation);
        if (start?.Group is { } own && groups.Any(group => PowerConfigCheck.Targets(group.Config).Intersect(PowerConfigCheck.Targets(own.Config)).Any())) start = start with { Group = null };
        return new PowerFile
        {
            Sources = [.. sources, .. start is null ? [] : new[] { start.Source }],
            Groups = [.. groups, .. start?.Group is { } made ? new[] { made } : []],
            Installation = installation,
        };
    }

    private Installation Installation(NasSettings settings)
    {
        NodeReader? host = null;
        var on = trees.GetValueOrDefault(PowerTrees.Host) is { IsNothing: false } node
            ? (SshTarget)(host = new NodeReader(file, Forms)).Read(typeof(SshTarget), node, new Place(PowerTrees.Host, "", node.Line)) : null;
        var keys = secrets.Keys(Texts(PowerTrees.Keys));
        if (on is not null)
        {
            foreach (var problem in trees[PowerTrees.Host].Entries is null ? [] : PowerNeeds.Problems(on, keys)) host!.Found(problem.Field, Sentence(problem.Message));
            _problems.AddRange(host!.Problems);
        }

        return new Installation
        {
            Keys = keys,
            Passwords = secrets.Passwords(Texts(PowerTrees.Passwords)),
            Commands = Texts(PowerTrees.Commands).ToImmutableDictionary(command => command.Key, command => command.Value.Text!),
            Host = on,
            MayGoOff = settings is { Role: ProcessRole.All, Power.HostMayGoOff: true },
            OffCommand = settings.Power.OffCommand ?? "",
            Sudo = settings.Power.Sudo,
            DryRun = settings.Power.DryRun,
        };
    }

    private SourceStart Source(YamlEntry entry)
    {
        var at = new Place($"{PowerTrees.Sources}.{entry.Key}", "", entry.Line);
        var reader = new NodeReader(file, Forms);
        var config = (PowerSourceConfig)reader.Read(typeof(PowerSourceConfig), entry.Value, at, typeof(SourceSecrets));
        if (config.Name.Length == 0) config = config with { Name = entry.Key };
        foreach (var problem in PowerConfigCheck.Problems(config)) Tell(reader, problem);
        foreach (var warning in PowerConfigCheck.Warnings(config)) _warnings.Add($"{at.Key}: {warning}");

        var said = new NodeReader(file, Forms);
        var own = new YamlNode(entry.Line) { Entries = [.. (entry.Value.Entries ?? []).Where(below => SecretKeys.Keys.Any(key => key.Name == below.Key))] };
        var given = (SourceSecrets)said.Read(typeof(SourceSecrets), own, at);
        _problems.AddRange([.. reader.Problems, .. said.Problems]);
        return new SourceStart(new(entry.Key), config, new PowerSourceSecrets
        {
            Password = secrets.Either(at, "password", given.Password, given.PasswordFile),
            Authorization = secrets.Either(at, "authorization", given.Authorization, given.AuthorizationFile),
        }, PowerOrigin.File);
    }

    private ImmutableArray<GroupStart> Groups(ImmutableArray<PowerSourceId> sources, Installation installation)
    {
        var read = Each(PowerTrees.Groups).Select(entry =>
        {
            var reader = new NodeReader(file, Forms);
            var config = (PowerGroupConfig)reader.Read(typeof(PowerGroupConfig), entry.Value, new Place($"{PowerTrees.Groups}.{entry.Key}", "", entry.Line));
            return (Id: new PowerGroupId(entry.Key), Reader: reader, Config: GroupDefaults.Complete(config, entry.Key, sources));
        }).ToArray();
        var world = new PowerConfigWorld
        {
            Sources = [.. sources],
            Groups = read.ToImmutableDictionary(group => group.Id, group => group.Config),
            MayGoOff = installation.MayGoOff,
            Commands = [.. installation.Commands.Keys],
        };
        foreach (var (id, reader, config) in read)
        {
            foreach (var problem in PowerConfigCheck.Problems(id, world).Concat(PowerNeeds.Problems(config, installation))) Tell(reader, problem);
            foreach (var warning in PowerConfigCheck.Warnings(config)) _warnings.Add($"{PowerTrees.Groups}.{id}: {warning}");
            _problems.AddRange(reader.Problems);
        }

        return [.. read.Select(group => new GroupStart(group.Id, group.Config, PowerOrigin.File))];
    }

    // Of something that could not be read, the rules would say that it is missing.
    private static void Tell(NodeReader reader, PowerProblem problem)
    {
        if (!problem.Message.StartsWith("exactly one", StringComparison.Ordinal) || !reader.IsUnread(problem.Field))
            reader.Found(problem.Field, Sentence(problem.Message));
    }

    // The rules say what is allowed, "0 to 99"; a line of its own needs a verb.
    private static string Sentence(string message) =>
        char.IsAsciiDigit(message[0]) || Array.Exists(["a ", "an ", "at least ", "the name "], start => message.StartsWith(start, StringComparison.Ordinal)) ? "has to be " + message : message;

    private IEnumerable<YamlEntry> Texts(string tree)
    {
        foreach (var entry in Each(tree))
        {
            if (entry.Value.Text is { Length: > 0 }) yield return entry;
            else _problems.Add(new Problem($"{file}:{entry.Line}", $"{tree}.{entry.Key}", "takes a text"));
        }
    }

    private IEnumerable<YamlEntry> Each(string tree)
    {
        if (trees.GetValueOrDefault(tree) is not { IsNothing: false } node) return [];
        if (node.Entries is null) _problems.Add(new Problem($"{file}:{node.Line}", tree, "takes names with what belongs to each"));
        foreach (var wrong in (node.Entries ?? []).Where(entry => !PowerSourceId.TryParse(entry.Key, out _)))
            _problems.Add(new Problem($"{file}:{wrong.Line}", $"{tree}.{wrong.Key}", "the name takes 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit"));
        return node.Entries ?? [];
    }
}
