using NasOrleans.Power.Servers;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Power.Sources.Roles;

/// <summary>
/// A login at a NUT server that is had again when it is lost. It lives as long as its connection does: a process that ends logs out by that. Everything runs
/// beside the turns of whoever holds it.
/// </summary>
internal sealed class HeldLogin(INutFactory nut, TimeProvider time)
{
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    private INutDesk? _desk;
    private (NutServerTarget Server, string Ups)? _kept;
    private bool _underWay;
    private bool _counting;
    private long? _failedAt;

    /// <summary>Why there is none.</summary>
    public ContactFault? Fault { get; private set; }

    /// <summary>How many others are logged in; null when nobody can say.</summary>
    public int? Others { get; private set; }

    public bool IsHeld => _desk is { Lost.IsCompleted: false };

    /// <summary>Nobody needs to wait for us.</summary>
    public bool IsReleased => _kept is null;

    public async Task KeepAsync(NutServerTarget server, string ups)
    {
        if (_kept is { } kept && kept != (server, ups)) await ReleaseAsync();
        _kept = (server, ups);
        if (IsHeld || _underWay || _failedAt is { } failed && time.GetElapsedTime(failed) < RoleRules.Pause(Fault)) return;
        _underWay = true;
        try
        {
            if (_desk is { } lost)
            {
                _desk = null;
                await lost.DisposeAsync();
            }

            var (desk, fault) = await LogInAsync(server, ups);
            (Fault, _failedAt) = (fault, fault is null ? null : time.GetTimestamp());
            // Somebody may have let go of it meanwhile.
            if (desk is not null && _kept != (server, ups)) await desk.DisposeAsync();
            else _desk = desk;
        }
        finally
        {
            _underWay = false;
        }
    }

    public async Task ReleaseAsync()
    {
        var desk = _desk;
        (_desk, _kept, Fault, Others, _failedAt) = (null, null, null, null, null);
        if (desk is not null) await desk.DisposeAsync();
    }

    /// <summary>Counts the others, if the login is held.</summary>
    public async Task CountAsync()
    {
        if (_counting || _desk is not { } desk || _kept is not { } kept) return;
        _counting = true;
        try
        {
            using var limit = new CancellationTokenSource(Within, time);
            var answer = await desk.LoginsAsync(kept.Ups, limit.Token);
            Others = answer.IsGood ? Math.Max(0, answer.Value - 1) : null;
        }
        catch (OperationCanceledException)
        {
            Others = null;
        }
        finally
        {
            _counting = false;
        }
    }

    private async Task<(INutDesk? Desk, ContactFault? Fault)> LogInAsync(NutServerTarget server, string ups)
    {
        using var limit = new CancellationTokenSource(Within, time);
        INutDesk? desk = null;
        try
        {
            var opening = await nut.OpenDeskAsync(server, limit.Token);
            if (opening.Desk is null) return (null, ContactFaults.Of(opening.Fault!));
            desk = opening.Desk;
            var outcome = await desk.LoginAsync(ups, limit.Token);
            if (outcome.IsDone) return (desk, null);
            await desk.DisposeAsync();
            return (null, ContactFaults.Of(outcome.Fault!));
        }
        catch (OperationCanceledException)
        {
            if (desk is not null) await desk.DisposeAsync();
            return (null, new() { Kind = ContactFaultKind.Timeout, Message = $"The NUT server did not take the login within {Within.TotalSeconds:0} s" });
        }
    }
}
