using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Servers;
using NasOrleans.Protocols.Nut;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Power.Servers;

// Questions run beside the turns: a server that hangs holds up nobody who asks what is known. Each answer is a turn of its own.
[GrainType("nut")]
internal sealed partial class NutServerGrain(INutFactory factory, TimeProvider time, ILogger<NutServerGrain> log) : Grain, INutServerGrain
{
    private static readonly TimeSpan BetweenLists = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, WatchedUps> _upses = new(StringComparer.Ordinal);
    private readonly long _awake = time.GetTimestamp();
    private ImmutableDictionary<PowerSourceId, Watcher> _watchers = ImmutableDictionary<PowerSourceId, Watcher>.Empty;
    private TenantId _tenant;
    private (string Host, int Port) _server;
    private NutServerConfig? _reach;
    private INutReader? _reader;
    private IGrainTimer? _timer;
    private TimeSpan _tick;
    private TimeSpan? _listed;
    private TimeSpan? _round;
    private ImmutableArray<string> _offered = [];
    private bool _wasUp;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        (_tenant, _, var id) = GrainKeys.Parse(this.GetPrimaryKeyString());
        var colon = id.LastIndexOf(':');
        _server = (id[..colon], int.Parse(id[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture));
        return Task.CompletedTask;
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_reader is { } reader) await reader.DisposeAsync();
    }

    public Task Watch(NutWatch watch)
    {
        _watchers = _watchers.SetItem(watch.Source, new(watch, Now));
        Arrange();
        return Task.CompletedTask;
    }

    public Task Unwatch(PowerSourceId source)
    {
        _watchers = _watchers.Remove(source);
        Arrange();
        return Task.CompletedTask;
    }

    public Task<NutReading?> GetReading(string ups) => Task.FromResult(_upses.GetValueOrDefault(ups)?.Reading());

    public Task<NutServerSnapshot> GetSnapshot()
    {
        var link = _reader?.Link;
        return Task.FromResult(new NutServerSnapshot
        {
            Host = _server.Host,
            Port = _server.Port,
            IsUp = link is { IsUp: true },
            Fault = link?.Fault is { } fault ? ContactFaults.Of(fault) : null,
            Since = link is { Since: > 0 } ? time.GetUtcNow() - time.GetElapsedTime(link.Since) : null,
            Version = link?.Version,
            IsEncrypted = link is { IsEncrypted: true },
            Connections = link?.Connections ?? 0,
            Watched = [.. _upses.Keys.Order(StringComparer.Ordinal)],
            Offered = _offered,
            Round = _round,
        });
    }

    private Task Tick(CancellationToken cancellationToken)
    {
        var living = ServerRules.Living(_watchers, Now);
        if (living != _watchers)
        {
            _watchers = living;
            Arrange();
        }

        if (_reader is { } reader) _ = Ask(reader);
        return Task.CompletedTask;
    }

    private async Task Ask(INutReader reader)
    {
        var started = time.GetTimestamp();
        var asked = new List<Task>();
        foreach (var ups in _watchers.Values.GroupBy(watcher => watcher.Watch.Ups.Ups, StringComparer.Ordinal))
        {
            var watched = _upses[ups.Key];
            // One that is still awaited grows old by itself, and another one behind it would not come sooner.
            if (!watched.StatusUnderWay && ServerRules.IsDue(watched.StatusAsked, ServerRules.StatusInterval(ups), _tick, Now)) asked.Add(AskStatus(reader, ups.Key, watched));
            if (!watched.VariablesUnderWay && ServerRules.IsDue(watched.VariablesAsked, ServerRules.PollInterval(ups), _tick, Now)) asked.Add(AskVariables(reader, ups.Key, watched));
        }

        if (ServerRules.IsDue(_listed, BetweenLists, _tick, Now)) _ = List(reader);
        if (asked.Count == 0) return;
        await Task.WhenAll(asked);
        _round = time.GetElapsedTime(started);
        TellLink(reader.Link);
    }

    private async Task AskStatus(INutReader reader, string name, WatchedUps ups)
    {
        (ups.StatusAsked, ups.StatusUnderWay) = (Now, true);
        try
        {
            if (ups.Take(await reader.StatusAsync(name, CancellationToken.None))) Ring(name);
        }
        finally
        {
            ups.StatusUnderWay = false;
        }
    }

    private async Task AskVariables(INutReader reader, string name, WatchedUps ups)
    {
        (ups.VariablesAsked, ups.VariablesUnderWay) = (Now, true);
        try
        {
            if (ups.Take(await reader.VariablesAsync(name, CancellationToken.None))) Ring(name);
        }
        finally
        {
            ups.VariablesUnderWay = false;
        }
    }

    private async Task List(INutReader reader)
    {
        _listed = Now;
        var answer = await reader.UpsesAsync(CancellationToken.None);
        if (answer.IsGood) _offered = [.. answer.Value.Select(ups => ups.Name)];
    }

    private void Ring(string ups)
    {
        foreach (var (source, watcher) in _watchers)
            if (watcher.Watch.Ups.Ups == ups) _ = GrainFactory.PowerSource(_tenant, source).Look();
    }

    private void Arrange()
    {
        Reach(ServerRules.Reach(_watchers));
        var wanted = _watchers.Values.Select(watcher => watcher.Watch.Ups.Ups).ToHashSet(StringComparer.Ordinal);
        foreach (var gone in _upses.Keys.Where(name => !wanted.Contains(name)).ToArray()) _upses.Remove(gone);
        foreach (var name in wanted) _upses.TryAdd(name, new(name, time));
        if (_watchers.IsEmpty)
        {
            _timer?.Dispose();
            _timer = null;
            DeactivateOnIdle();
            return;
        }

        var tick = ServerRules.StatusInterval(_watchers.Values);
        if (_timer is not null && tick == _tick) return;
        _tick = tick;
        if (_timer is null) _timer = this.RegisterGrainTimer(Tick, new GrainTimerCreationOptions(TimeSpan.Zero, tick) { KeepAlive = true });
        else _timer.Change(tick, tick);
    }

    private void Reach(NutServerConfig? reach)
    {
        if (reach == _reach) return;
        _reach = reach;
        // What is still asked of the old one ends with a fault.
        if (_reader is { } old) _ = old.DisposeAsync().AsTask();
        (_reader, _listed) = (reach is null ? null : factory.Reader(NutTargets.Of(reach)), null);
    }

    private void TellLink(NutLink link)
    {
        if (link.IsUp == _wasUp) return;
        if (link.IsUp) LogUp(_server.Host, _server.Port, link.Version ?? "a NUT server");
        else LogDown(_server.Host, _server.Port, link.Fault?.Message ?? "");
        _wasUp = link.IsUp;
    }

    private TimeSpan Now => time.GetElapsedTime(_awake);

    [LoggerMessage(LogEvents.NutServerUp, LogLevel.Information, "NUT server {Host}:{Port} answers: {Version}")]
    private partial void LogUp(string host, int port, string version);

    [LoggerMessage(LogEvents.NutServerDown, LogLevel.Warning, "NUT server {Host}:{Port} is lost: {Why}")]
    private partial void LogDown(string host, int port, string why);
}
