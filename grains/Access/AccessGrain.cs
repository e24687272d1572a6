using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Access;

[GrainType("access")]
internal sealed class AccessGrain([PersistentState("access", StorageNames.State)] IPersistentState<AccessState> stored) : Grain, IAccessGrain
{
    private AccessState _state = new();
    private AccessSnapshot _snapshot = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _state = stored.State;
        _snapshot = AccessRules.Snapshot(_state);
        return Task.CompletedTask;
    }

    public Task<AccessSnapshot> GetSnapshot() => Task.FromResult(_snapshot);

    public Task<bool> OpenSetup(string tokenHash) => Write(AccessRules.OpenSetup(_state, tokenHash));

    public Task<bool> CompleteSetup(string tokenHash, UserRecord admin) => Write(AccessRules.CompleteSetup(_state, tokenHash, admin));

    public Task<bool> EnsureAdmin(UserRecord admin) => Write(AccessRules.EnsureAdmin(_state, admin));

    public async Task<UserRecord?> ChangePassword(string user, string passwordHash) =>
        await Write(AccessRules.ChangePassword(_state, user, passwordHash)) ? AccessRules.FindUser(_state, user) : null;

    public Task AddKey(ApiKeyRecord key) => Write(AccessRules.AddKey(_state, key));

    public async Task<ApiKeyRecord?> RemoveKey(string id)
    {
        var removed = AccessRules.FindKey(_state, id);
        await Write(AccessRules.RemoveKey(_state, id));
        return removed;
    }

    // What could not be written never counted: nobody is let in, or kept out, by a change that the next start forgets.
    private async Task<bool> Write(AccessState next)
    {
        if (ReferenceEquals(next, _state)) return false;
        stored.State = next with { Version = _state.Version + 1 };
        await stored.WriteStateAsync();
        _state = stored.State;
        _snapshot = AccessRules.Snapshot(_state);
        return true;
    }
}
