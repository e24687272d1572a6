using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Tests.Power.HostActions.Workloads;

/// <summary>Containers that really run, of a podman with a store of its own.</summary>
public sealed class RealPodmanTests : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private PodmanStore _store = null!;

    public Task InitializeAsync()
    {
        if (SystemProgram.Find("busybox", "busybox-static", out _) is not null) _store = new();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
    }

    [PodmanFact]
    public async Task Stop_AllButOurOwn_AndAllAreSeen()
    {
        var (ours, web, stubborn) = (_store.Run("ours", PodmanStore.Obeys), _store.Run("web", PodmanStore.Obeys), _store.Run("stubborn", PodmanStore.Ignores));
        var podman = _store.Actions(ours).Containers(ContainerEngine.Podman);
        var running = (await podman.ListRunningAsync(Limit, default)).Answer;
        Assert.Equal(new[] { (stubborn, "stubborn"), (web, "web") }, running.Select(each => (each.Id, each.Name)).OrderBy(each => each.Name, StringComparer.Ordinal));

        var results = await podman.StopAsync([.. running, new(ours, "ours"), new("0123", "unknown")], TimeSpan.FromSeconds(1), Limit, default);

        Assert.Equal([ActEnd.Done, ActEnd.Done, ActEnd.Refused, ActEnd.Done], results.Select(result => result.End));
        Assert.Empty((await podman.ListRunningAsync(Limit, default)).Answer);
        Assert.Single((await _store.Actions().Containers(ContainerEngine.Podman).ListRunningAsync(Limit, default)).Answer, each => each.Id == ours);
    }

    [PodmanFact]
    public async Task Force_EndsOneThatIgnoresEverything()
    {
        _store.Run("stubborn", PodmanStore.Ignores);
        var podman = _store.Actions().Containers(ContainerEngine.Podman);

        var results = await podman.ForceAsync((await podman.ListRunningAsync(Limit, default)).Answer, Limit, default);

        Assert.Equal(ActEnd.Done, Assert.Single(results).End);
        await Eventually.IsTrue(async () => (await podman.ListRunningAsync(Limit, default)).Answer.IsEmpty, "it has ended");
    }

    [PodmanFact]
    public async Task Compose_ProjectThatWeRunIn_LosesOnlyItsOthers()
    {
        var (ours, beside) = (_store.Run("ours", PodmanStore.Obeys, "/srv/nas"), _store.Run("beside", PodmanStore.Obeys, "/srv/nas"));
        _store.Run("alone", PodmanStore.Obeys);
        var compose = _store.Actions(ours).Containers(ContainerEngine.PodmanCompose);
        Assert.Equal("/srv/nas", Assert.Single((await compose.ListRunningAsync(Limit, default)).Answer).Id);

        var result = Assert.Single(await compose.StopAsync([new Workload("/srv/nas", "nas")], TimeSpan.FromSeconds(5), Limit, default));

        Assert.Equal(ActEnd.Done, result.End);
        var left = (await _store.Actions().Containers(ContainerEngine.Podman).ListRunningAsync(Limit, default)).Answer.Select(each => each.Name);
        Assert.Equal(["alone", "ours"], left.Order(StringComparer.Ordinal));
        Assert.NotEqual(ours, beside);
    }
}
