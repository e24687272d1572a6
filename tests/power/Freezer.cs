namespace NasOrleans.Tests.Power;

/// <summary>A group of processes that are frozen as soon as they enter it. Not even SIGKILL ends them before it is thawed.</summary>
internal sealed class Freezer : IAsyncDisposable
{
    public const string Root = "/sys/fs/cgroup/freezer";

    private readonly string _folder = Directory.CreateDirectory(Path.Combine(Root, "nas-test-" + Path.GetRandomFileName())).FullName;

    public Freezer() => File.WriteAllText(Path.Combine(_folder, "freezer.state"), "FROZEN");

    public string Tasks => Path.Combine(_folder, "tasks");

    public void Thaw() => File.WriteAllText(Path.Combine(_folder, "freezer.state"), "THAWED");

    public async ValueTask DisposeAsync()
    {
        Thaw();
        await Eventually.IsTrue(() => File.ReadAllText(Tasks).Length == 0, "nobody is left in the freezer");
        Directory.Delete(_folder);
    }
}
