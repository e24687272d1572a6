using System.Globalization;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols;

namespace NasOrleans.Tests.Power.Targets;

/// <summary>Virtual machines of libvirt's own test driver, which keeps nothing: whatever they are told, they run on.</summary>
public sealed class WorkloadTargetTests : IDisposable
{
    private const string Nodes = """
        <node>
          <domain type='test'><name>web</name><uuid>11111111-1111-4111-8111-111111111111</uuid><memory>1024</memory><os><type>hvm</type></os></domain>
          <domain type='test'><name>mail</name><uuid>22222222-2222-4222-8222-222222222222</uuid><memory>1024</memory><os><type>hvm</type></os></domain>
          <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>off</name><uuid>33333333-3333-4333-8333-333333333333</uuid>
            <memory>1024</memory><os><type>hvm</type></os><test:runstate>5</test:runstate></domain>
        </node>
        """;

    private readonly TempFolder _folder = new();
    private readonly TargetStage _stage = new();

    public WorkloadTargetTests() => File.WriteAllText(_folder.File("nodes.xml"), Nodes);

    public void Dispose()
    {
        _folder.Dispose();
        _stage.Dispose();
    }

    [FactNeeding("virsh", "libvirt-clients")]
    public async Task Machines_ThatIgnoreTheOrder_AreToldSeenToRunAndSwitchedOff()
    {
        var step = Machines();

        var told = await _stage.Tell(step);
        var seen = await _stage.Ask(step);
        var forced = await _stage.Tell(step, force: true);

        Assert.Equal((AnswerKind.Taken, AnswerKind.Taken), (told.Kind, forced.Kind));
        Assert.Equal(StepSight.Untouched, seen.Sight);
        Assert.Contains("2 still run", seen.Text, StringComparison.Ordinal);
        Assert.Contains("switched off", forced.Text, StringComparison.Ordinal);
    }

    [FactNeeding("virsh", "libvirt-clients")]
    public async Task Machines_ThatAreOffOrLeftOut_AreNoneOfTheStep()
    {
        var step = Machines(new() { Names = ["off", "mail"], Except = ["mail"] });

        Assert.Equal((AnswerKind.Taken, "None of them runs"), Of(await _stage.Tell(step)));
        await _stage.Sees(step, StepSight.Done);
        Assert.Contains("mail", (await _stage.Tell(Machines(new() { Except = ["web"] }))).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Machines_WithoutTheProgram_AreNotToldAndTheProgramIsNamed()
    {
        _stage.HideTheMachine();

        Assert.Equal((AnswerKind.NotSent, true), Says(await _stage.Tell(Machines()), "virsh"));
        await _stage.Sees(Machines(), StepSight.Silent);
        Assert.Equal((AnswerKind.NotSent, true), Says(await _stage.Tell(Machines(), dryRun: true), "virsh"));
        Assert.Contains(await _stage.Missing(Machines()), line => line.Contains("'virsh'", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Machines_OfALibvirtThatHangs_AnswerByTheLimit()
    {
        _stage.Programs.Provide("virsh", "trap '' TERM; while :; do sleep 1000; done");

        Assert.NotEqual(AnswerKind.Taken, (await _stage.Tell(Machines() with { Timeout = TimeSpan.FromSeconds(2) })).Kind);
        await _stage.Sees(Machines(), StepSight.Silent);
    }

    [Fact]
    public async Task Machines_OneThatRefuses_LosesNobodyTheHardWay()
    {
        _stage.Programs.Provide("virsh", "case \"$*\" in *list*) echo '11111111-1111-4111-8111-111111111111 web';; *) echo 'no ACPI here' >&2; exit 1;; esac");

        Assert.Equal((AnswerKind.Taken, true), Says(await _stage.Tell(Machines()), "no ACPI here"));
        Assert.Equal((AnswerKind.Refused, true), Says(await _stage.Tell(Machines(new() { ForceAfter = null })), "no ACPI here"));
        Assert.Equal(AnswerKind.Refused, (await _stage.Tell(Machines(), force: true)).Kind);
    }

    [PodmanFact]
    public async Task Containers_AllButTheOneLeftOut_StopAndAreSeenGone()
    {
        await using var podman = new PodmanStore();
        podman.Run("web", PodmanStore.Obeys);
        podman.Run("stubborn", PodmanStore.Ignores);
        podman.Run("stays", PodmanStore.Obeys);
        _stage.Path = podman.Path;
        var step = Containers(new() { Engine = ContainerEngine.Podman, Except = ["stays"], StopTimeout = TimeSpan.FromSeconds(1) });

        var told = await _stage.Tell(step);

        Assert.Equal((AnswerKind.Taken, true), Says(told, "2 were"));
        await _stage.Sees(step, StepSight.Done);
        Assert.Equal((AnswerKind.Taken, "None of them runs"), Of(await _stage.Tell(step)));
        await _stage.Sees(Containers(new() { Engine = ContainerEngine.Podman }), StepSight.Untouched);
    }

    [Theory]
    [InlineData(20, 20)]
    // Who stops it must still be there to kill it.
    [InlineData(300, 55)]
    public async Task Containers_GetTheTimeTheyWereGiven_AsFarAsTheStepHasIt(int stopSeconds, int most)
    {
        var id = new string('a', 64);
        _stage.Programs.Provide("docker", $"{_stage.Programs.Recording}; case $1 in ps) printf '{id}\\tdb\\t\\n';; *) echo {id};; esac");

        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(Containers(new() { StopTimeout = TimeSpan.FromSeconds(stopSeconds) }))).Kind);

        var stop = Assert.Single(_stage.Programs.Calls, call => call.Contains(" stop ", StringComparison.Ordinal));
        Assert.InRange(int.Parse(stop.Split(' ')[4], CultureInfo.InvariantCulture), Math.Min(20, most), most);
        Assert.EndsWith(id, stop, StringComparison.Ordinal);
    }

    private StepConfig Machines(VirtualMachinesStep? step = null) =>
        new() { Id = "vms", Load = "host", VirtualMachines = (step ?? new()) with { Uri = "test://" + _folder.File("nodes.xml") } };

    private static StepConfig Containers(ContainersStep step) => new() { Id = "containers", Load = "host", Containers = step };

    private static (AnswerKind Kind, string Text) Of(StepAnswer answer) => (answer.Kind, answer.Text);

    private static (AnswerKind Kind, bool Says) Says(StepAnswer answer, string text) => (answer.Kind, answer.Text.Contains(text, StringComparison.Ordinal));
}
