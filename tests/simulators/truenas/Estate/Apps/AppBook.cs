using System.Collections.Immutable;

namespace NasOrleans.Simulators.TrueNas.Estate.Apps;

public enum AppState { Running, Stopped, Crashed, Deploying, Stopping }

/// <summary>An app, a chart release or a jail: each release shows it in its own way.</summary>
public sealed record App(string Name, string Version)
{
    public AppState State { get; init; } = AppState.Running;

    public bool HasUpdate { get; init; }

    /// <summary>How long a stop takes, by the clock of the NAS.</summary>
    public TimeSpan StopTakes { get; init; } = TimeSpan.FromSeconds(4);
}

/// <summary>The apps of a system.</summary>
public sealed class AppBook
{
    private ImmutableArray<App> _apps = [new("jellyfin", "1.2.4"), new("syncthing", "1.1.9") { HasUpdate = true }];

    public ImmutableArray<App> All => _apps;

    public App? Find(string name) => _apps.FirstOrDefault(app => app.Name == name);

    /// <summary>Adds it, or puts it in the place of the one of that name.</summary>
    public void Set(App app) => ImmutableInterlocked.Update(
        ref _apps, apps => apps.Any(each => each.Name == app.Name) ? [.. apps.Select(each => each.Name == app.Name ? app : each)] : apps.Add(app));

    public void SetState(string name, AppState state)
    {
        if (Find(name) is { } app) Set(app with { State = state });
    }
}
