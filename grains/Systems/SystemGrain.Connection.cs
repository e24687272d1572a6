using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Systems;

internal sealed partial class SystemGrain
{
    private string? ConnectionName => _state.Connection is { } connection ? ConnectionRules.SourceName(connection.Config.Kind) : null;

    private bool Watches => _state.Connection is { Config.Enabled: true } && polling.Value.Enabled;

    public async Task<SystemOutcome> Connect(SystemConfig config, ConnectionConfig connection, ConnectionSecrets secrets, ConnectionOrigin origin)
    {
        var refusal = ConnectionRules.MaySet(_state.Connection, _state.ConnectionDeletedAt, origin);
        if (refusal != SystemRefusal.None) return new() { Refusal = refusal, System = _snapshot, Before = _snapshot };

        var known = OpenWhatStays(secrets);
        var open = SecretSeals.WrittenOver(known, secrets);
        if (_state.Connection is { } same && same.Origin == origin && ConnectionRules.Same(same.Config, connection) && open == known)
        {
            // Saved once more by a person, the NAS may be spoken to in whatever language it has now.
            var again = origin == ConnectionOrigin.Api ? _state with { Connection = ConnectionRules.SpokenTo(same, TransportMode.Negotiating) } : _state;
            return await Command(SystemRules.Change(again, config, Now), again == _state ? null : Renew);
        }

        var next = new ConnectionState { Config = connection, Secrets = pollers.Seal(_tenant, _id, open), Origin = origin, SetAt = Now };
        var outcome = await Command(SystemRules.Connect(_state, config, next, Now), Renew);
        await KeepInventory();
        return outcome;
    }

    private void Renew()
    {
        StopPolling();
        StartPolling(spread: null);
        _inventory = Wanted(_inventory);
        _live = _live with { Essence = Essence() };
    }

    public async Task<SystemOutcome> Disconnect(SystemId confirm)
    {
        if (confirm != _id) throw new ArgumentException($"{confirm} was named to confirm the end of the connection of {_id}.", nameof(confirm));
        return await Command(SystemRules.Disconnect(_state, Now), StopPolling);
    }

    public async Task<ConnectionTest?> TestConnection(ConnectionTrial trial)
    {
        if ((trial.Config ?? _state.Connection?.Config) is not { } config) return null;
        try
        {
            return await pollers.TestAsync(_tenant, _id, config, SecretSeals.WrittenOver(OpenWhatStays(trial.Secrets), trial.Secrets), trial.AcceptNew);
        }
        catch (SecretException e)
        {
            return new() { Fault = Unopened(e) };
        }
    }

    public Task<SystemLifeline?> GetLifeline() =>
        Task.FromResult(Watches ? pollers.Lifeline(_tenant, _id, _state.Connection!, _inventory?.HighAvailability is { IsPair: true }) : null);

    // Secrets that can no longer be opened do not stand in the way of being entered anew.
    private ConnectionSecrets OpenWhatStays(ConnectionSecrets written)
    {
        if (_state.Connection is not { } stored) return new();
        var stays = new SealedSecrets
        {
            ApiKey = written.ApiKey is null ? stored.Secrets.ApiKey : null,
            Password = written.Password is null ? stored.Secrets.Password : null,
            SshKey = written.SshKey is null ? stored.Secrets.SshKey : null,
        };
        try
        {
            return pollers.Open(_tenant, _id, stored);
        }
        catch (SecretException)
        {
            return pollers.Open(_tenant, _id, stored with { Secrets = stays });
        }
    }

    private LinkFault Unopened(SecretException e) =>
        new() { Error = LinkError.Validation, Stage = LinkStage.Settings, Message = e.Message, At = Now, NeedsSomebody = true };

    private SystemEssence Essence() => EssenceRules.Of(_inventory, _state.Connection?.Config, DriveAsTold);
}
