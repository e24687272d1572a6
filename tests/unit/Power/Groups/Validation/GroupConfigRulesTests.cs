using NasOrleans.Power.Groups;
using NasOrleans.Power.Groups.Validation;
using NasOrleans.Power.Runs.Steps;
using static NasOrleans.Tests.Unit.Power.Groups.Stage;

namespace NasOrleans.Tests.Unit.Power.Groups.Validation;

public sealed class GroupConfigRulesTests
{
    private static readonly GroupWorld World = new() { Sources = [A, B] };

    private static string[] Problems(PowerGroupConfig config, GroupWorld? world = null) =>
        [.. GroupConfigRules.Problems(config, world ?? World).Select(problem => $"{problem.Field}: {problem.Message}")];

    [Fact]
    public void Problems_OfAGoodConfiguration_AreNone() =>
        Assert.Equal([], Problems(Group(Load("nas", A), Load("us", A, B) with { Local = true, Serves = [A] }) with { UpsOff = [new() { Source = A }] }));

    [Fact]
    public void Problems_AreToldAllAtOnce()
    {
        var problems = Problems(new()
        {
            Name = "",
            Sources = [A, new("gone")],
            Loads = [Load("nas", A) with { Rule = FeedRule.AtLeast, Count = 2, Delay = TimeSpan.FromHours(1) }, Load("nas", B)],
            Phases =
            [
                new()
                {
                    Name = "One",
                    Steps =
                    [
                        new() { Id = "none", Load = "nobody" },
                        new() { Id = "path", Load = "nas", Unmount = new() { Path = "mnt", Options = "-l --evil" } },
                        new() { Id = "path", Load = "nas", Host = new() { On = new() { Host = "h", User = "-oProxyCommand=x", HostKey = "no" }, Command = " " } },
                        new() { Id = "vm", Load = "nas", VirtualMachines = new(), Timeout = TimeSpan.FromSeconds(30) },
                        new() { Id = "off", Load = "nas", UpsOff = new() { Source = A } },
                    ],
                },
            ],
        });

        string[] expected =
        [
            "name", "sources", "loads", "loads[0].delay", "loads[0].count", "loads[1].feeds", "phases[0].steps[0].load", "phases[0].steps[0]", "phases", "phases[0].steps[1].unmount.path",
            "phases[0].steps[1].unmount.options", "phases[0].steps[2].on.user", "phases[0].steps[2].on.hostKey", "phases[0].steps[2].host.command", "phases[0].steps[3].timeout", "phases[0].steps[4]",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), problems.Select(problem => problem[..problem.IndexOf(": ", StringComparison.Ordinal)]).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Problems_HostOfTheNutServer_MustGoLast()
    {
        var config = Group(Load("guard", B) with { Serves = [A] }, Load("nas", A));

        Assert.Contains("'guard' carries the server of a source that 'nas' hangs on, and must go down after it", Assert.Single(Problems(config)), StringComparison.Ordinal);
        Assert.Equal([], Problems(config with { Phases = [config.Phases[0], new() { Name = "nas", Steps = [Nas("nas")] }, new() { Name = "guard", Steps = [Nas("guard")] }] }));
    }

    [Fact]
    public void Problems_LoadsThatCarryEachOthersServers_AreACycle() =>
        Assert.Contains("none of them can go last", Assert.Single(Problems(Group(Load("one", A) with { Serves = [B] }, Load("two", B) with { Serves = [A] }))), StringComparison.Ordinal);

    [Fact]
    public void Problems_OurOwnHost_GoesLast_AndIsShedLast()
    {
        var config = Group(Load("us", A) with { Local = true, Shedding = new() { Level = 1 } }, Load("nas", A));

        Assert.Equal(2, Problems(config with { Phases = [config.Phases[2], config.Phases[0]] }).Length);
    }

    [Fact]
    public void Problems_ASystemOfAnotherGroup_HasItsOwnerAlready() =>
        Assert.Contains("belongs to the group 'attic'", Assert.Single(Problems(Group(Load("nas", A)), World with { Taken = World.Taken.Add("system:nas", new("attic")) })), StringComparison.Ordinal);

    [Fact]
    public void Problems_UpsThatCarriesUs_NeedsTimeForUs() =>
        Assert.StartsWith("upsOff[0].delay", Assert.Single(Problems(Group(Load("us", A) with { Local = true }) with { UpsOff = [new() { Source = A, Delay = TimeSpan.FromSeconds(20) }] })), StringComparison.Ordinal);

    [Fact]
    public void Problems_OurOwnHost_WhereItMustNotGoOff_OrByACommandNobodyNamed()
    {
        var config = Group(Load("us", A) with { Local = true }) with { Phases = [new() { Name = "Us", Steps = [new StepConfig { Id = "off", Load = "us", LocalHostOff = new() { Command = "halt" } }] }] };

        Assert.Single(Problems(config, World with { MayGoOff = false }));
        Assert.Single(Problems(config, World with { Commands = ["poweroff"] }));
    }
}
