using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Tests.Power.HostActions.Workloads;

/// <summary>The real virsh on libvirt's own test driver. It keeps nothing: each call finds what its file says.</summary>
public sealed class DomainsTests : IDisposable
{
    private const string Nodes = """
        <node>
          <domain type='test'><name>web</name><uuid>11111111-1111-4111-8111-111111111111</uuid><memory>1024</memory><os><type>hvm</type></os></domain>
          <domain type='test'><name>-5 o'clock $x</name><uuid>22222222-2222-4222-8222-222222222222</uuid><memory>1024</memory><os><type>hvm</type></os></domain>
          <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>off</name><uuid>33333333-3333-4333-8333-333333333333</uuid>
            <memory>1024</memory><os><type>hvm</type></os><test:runstate>5</test:runstate></domain>
          <domain type='test' xmlns:test='http://libvirt.org/schemas/domain/test/1.0'><name>paused</name><uuid>44444444-4444-4444-8444-444444444444</uuid>
            <memory>1024</memory><os><type>hvm</type></os><test:runstate>3</test:runstate></domain>
        </node>
        """;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    private readonly TempFolder _folder = new();
    private readonly StandIns _standIns = new();
    private readonly IWorkloads _domains;

    public DomainsTests()
    {
        File.WriteAllText(_folder.File("nodes.xml"), Nodes);
        _domains = _standIns.Actions().Domains("test://" + _folder.File("nodes.xml"));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _standIns.Dispose();
    }

    [FactNeeding("virsh", "libvirt-clients")]
    public async Task ListRunning_AllButThoseThatAreOff_ByTheirUuid()
    {
        var running = (await _domains.ListRunningAsync(Limit, default)).Answer;

        Assert.Equal(["-5 o'clock $x", "paused", "web"], running.Select(domain => domain.Name).Order(StringComparer.Ordinal));
        Assert.Equal("11111111-1111-4111-8111-111111111111", running.Single(domain => domain.Name == "web").Id);
    }

    [FactNeeding("virsh", "libvirt-clients")]
    public async Task Stop_EachAnswersForItself()
    {
        var running = (await _domains.ListRunningAsync(Limit, default)).Answer;
        var off = new Workload("33333333-3333-4333-8333-333333333333", "off");
        var unknown = new Workload("55555555-5555-4555-8555-555555555555", "unknown");

        var results = await _domains.StopAsync([.. running, off, unknown], TimeSpan.Zero, Limit, default);

        Assert.Equal([ActEnd.Done, ActEnd.Done, ActEnd.Done, ActEnd.Done, ActEnd.Refused], results.Select(result => result.End));
        Assert.Contains("was off already", results[3].Text, StringComparison.Ordinal);
    }

    [FactNeeding("virsh", "libvirt-clients")]
    public async Task Force_EachAnswersForItself()
    {
        var running = (await _domains.ListRunningAsync(Limit, default)).Answer;

        var results = await _domains.ForceAsync([.. running, new("33333333-3333-4333-8333-333333333333", "off")], Limit, default);

        Assert.All(results, result => Assert.Equal(ActEnd.Done, result.End));
        Assert.Contains("was off already", results[^1].Text, StringComparison.Ordinal);
    }

    [FactNeeding("virsh", "libvirt-clients")]
    public async Task Stop_HypervisorThatIsNotThere_IsNotSentAndNotKnown()
    {
        var nowhere = _standIns.Actions().Domains("test:///no/such/file.xml");
        var remote = _standIns.Actions().Domains("qemu+unix:///system?socket=/no/such/socket");

        Assert.False((await nowhere.ListRunningAsync(Limit, default)).IsKnown);
        Assert.Equal(ActEnd.NotSent, (await remote.StopAsync([new("11111111-1111-4111-8111-111111111111", "web")], TimeSpan.Zero, Limit, default)).Single().End);
    }

    [Fact]
    public async Task Stop_OneThatHangs_LeavesTheOthersDone()
    {
        _standIns.Provide("virsh", "case \"$*\" in *222*) trap '' TERM; while :; do sleep 1000; done;; esac; echo told");

        var results = await _domains.StopAsync([new("111", "a"), new("222", "b"), new("333", "c")], TimeSpan.Zero, TimeSpan.FromSeconds(3), default);

        Assert.Equal([ActEnd.Done, ActEnd.TimedOut, ActEnd.Done], results.Select(result => result.End));
    }

    [Fact]
    public async Task ListRunning_ListThatIsCutOff_IsNotKnown()
    {
        _standIns.Provide("virsh", "yes '11111111-1111-4111-8111-111111111111 web' | head -c 2000000");

        Assert.False((await _domains.ListRunningAsync(Limit, default)).IsKnown);
    }
}
