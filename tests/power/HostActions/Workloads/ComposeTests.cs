using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols.HostActions;
using NasOrleans.Protocols.HostActions.Workloads;

namespace NasOrleans.Tests.Power.HostActions.Workloads;

/// <summary>Compose projects and docker, by a docker that only writes down what it is told.</summary>
public sealed class ComposeTests : IDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);
    private static readonly string Ours = new('a', 64);

    private readonly StandIns _docker = new();

    public void Dispose() => _docker.Dispose();

    [Fact]
    public async Task Stop_Projects_GoDownOneAfterTheOtherInTheirFolders()
    {
        _docker.Provide("docker", $"sleep 0.1; {_docker.Recording}");
        var (shop, mail) = (Folder("shop"), Folder("mail"));

        var results = await Compose().StopAsync([new(shop, "shop"), new(mail, "mail")], TimeSpan.FromSeconds(7.5), Limit, default);

        Assert.All(results, result => Assert.Equal(ActEnd.Done, result.End));
        Assert.Equal(["shop docker compose down -t 8", "mail docker compose down -t 8"], _docker.Calls);
    }

    [Fact]
    public async Task Stop_FolderThatIsNotThere_IsNotSentAndTheNextGoesOn()
    {
        _docker.Provide("docker", _docker.Recording);

        var results = await Compose().StopAsync([new("/no/such/folder", "a"), new(Folder("mail"), "mail")], TimeSpan.FromSeconds(5), Limit, default);

        Assert.Equal([ActEnd.NotSent, ActEnd.Done], results.Select(result => result.End));
    }

    [Fact]
    public async Task Stop_ProjectThatHangs_TakesTheTimeOfAllAndTheNextIsNotSent()
    {
        _docker.Provide("docker", "trap '' TERM; while :; do sleep 1000; done");

        var results = await Compose().StopAsync([new(Folder("shop"), "shop"), new(Folder("mail"), "mail")], TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(2), default);

        Assert.Equal(ActEnd.TimedOut, results[0].End);
        Assert.NotEqual(ActEnd.Done, results[1].End);
    }

    [Fact]
    public async Task Stop_WhileNobodyCanSayWhereWeRun_TakesNoProjectDown()
    {
        _docker.Provide("docker", $"{_docker.Recording}; [ $1 = ps ] && exit 1; exit 0");

        var results = await Compose(Ours).StopAsync([new(Folder("shop"), "shop")], TimeSpan.FromSeconds(1), Limit, default);

        Assert.Equal(ActEnd.NotSent, Assert.Single(results).End);
        Assert.DoesNotContain(_docker.Calls, call => call.Contains("down", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ListRunning_Docker_AsksByItsOwnTemplateAndLeavesUsOut()
    {
        _docker.Provide("docker", $"{_docker.Recording}; printf '%s\\t%s\\t%s\\n' {Ours} nas /srv/nas {new string('b', 64)} web '' {new string('c', 64)} shop /srv/shop");

        var containers = await _docker.Actions(Ours).Containers(ContainerEngine.Docker).ListRunningAsync(Limit, default);
        var projects = await Compose(Ours).ListRunningAsync(Limit, default);

        Assert.Equal(["web", "shop"], containers.Answer.Select(each => each.Name));
        Assert.Equal(["/srv/shop"], projects.Answer.Select(each => each.Id));
        Assert.Contains(@"ps --no-trunc --format {{.ID}}\t{{.Names}}\t{{.Label ""com.docker.compose.project.working_dir""}}", _docker.Calls[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Stop_DockerThatIsNotRunning_IsNotSent()
    {
        _docker.Provide("docker", "echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock. Is the docker daemon running?' >&2; exit 1");

        var results = await _docker.Actions().Containers(ContainerEngine.Docker).StopAsync([new("b", "web")], TimeSpan.FromSeconds(1), Limit, default);

        Assert.Equal(ActEnd.NotSent, Assert.Single(results).End);
    }

    [Fact]
    public async Task Stop_SomeThatStopAndOneThatDoesNot_IsToldOfEach()
    {
        _docker.Provide("docker", "echo b1; echo 'Error response from daemon: cannot stop container: b2: tried to kill container, but did not receive an exit event' >&2; echo b3; exit 1");

        var results = await _docker.Actions().Containers(ContainerEngine.Docker).StopAsync([new("b1", "1"), new("b2", "2"), new("b3", "3")], TimeSpan.FromSeconds(1), Limit, default);

        Assert.Equal([ActEnd.Done, ActEnd.Refused, ActEnd.Done], results.Select(result => result.End));
    }

    private IWorkloads Compose(string? own = null) => _docker.Actions(own).Containers(ContainerEngine.DockerCompose);

    private string Folder(string name) => Directory.CreateDirectory(_docker.FileOf(name)).FullName;
}
