using System.Collections.Immutable;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>The users and keys of one NAS: an admin, somebody who only looks, and a key for each.</summary>
public sealed class Accounts
{
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private readonly Appliance _nas;
    private readonly Lock _lock = new();
    private ImmutableArray<UserAccount> _users;
    private ImmutableArray<ApiKey> _keys;

    internal Accounts(Appliance nas)
    {
        _nas = nas;
        var draw = new Random(nas.Seed);
        var admin = nas.Release >= Release.Scale2404 ? "truenas_admin" : "root";
        _users =
        [
            new() { Uid = admin == "root" ? 0 : 950, Name = admin, Password = Draw(draw, 16), Roles = [Roles.FullAdmin] },
            new() { Uid = 3000, Name = "monitor", Password = Draw(draw, 16), Roles = [Roles.ReadonlyAdmin] },
        ];
        _keys = [Key(1, "admin", admin, draw, "*"), Key(2, "monitor", "monitor", draw, "monitor")];
    }

    public UserAccount Admin => _users[0];

    public UserAccount Monitor => _users[1];

    public ApiKey AdminKey => Keys.First(key => key.Id == 1);

    public ApiKey MonitorKey => Keys.First(key => key.Id == 2);

    public IReadOnlyList<UserAccount> Users => _users;

    public IReadOnlyList<ApiKey> Keys => _keys;

    public UserAccount? User(string name) => _users.FirstOrDefault(user => string.Equals(user.Name, name, StringComparison.Ordinal));

    public ApiKey? FindKey(int id) => _keys.FirstOrDefault(key => key.Id == id);

    /// <summary>Adds somebody, or replaces who has that name.</summary>
    public void Put(UserAccount user)
    {
        lock (_lock) _users = [.. _users.Where(each => !string.Equals(each.Name, user.Name, StringComparison.Ordinal)), user];
    }

    public ApiKey AddKey(string name, string userName, DateTimeOffset? expires = null, params ImmutableArray<Allowed> allowlist)
    {
        lock (_lock)
        {
            var key = new ApiKey
            {
                Id = _keys.Max(each => each.Id) + 1,
                Name = name,
                UserName = userName,
                Secret = Draw(Random.Shared, 64),
                Created = _nas.Clock.GetUtcNow(),
                Expires = expires,
                Allowlist = allowlist.IsDefaultOrEmpty ? [new Allowed("*", "*")] : allowlist,
            };
            _keys = [.. _keys, key];
            return key;
        }
    }

    public void Expire(int id) => Change(id, key => key with { Expires = _nas.Clock.GetUtcNow() - TimeSpan.FromDays(1) });

    public void Revoke(int id, string reason) => Change(id, key => key with { IsRevoked = true, RevokedReason = reason });

    public void Remove(int id)
    {
        lock (_lock) _keys = [.. _keys.Where(key => key.Id != id)];
    }

    /// <summary>A new secret under the same number.</summary>
    public ApiKey Reset(int id)
    {
        Change(id, key => key with { Secret = Draw(Random.Shared, 64), IsRevoked = false, RevokedReason = null });
        return FindKey(id)!;
    }

    private void Change(int id, Func<ApiKey, ApiKey> change)
    {
        lock (_lock) _keys = [.. _keys.Select(key => key.Id == id ? change(key) : key)];
    }

    // Where keys have no user, what a key may do stands in its own list.
    private ApiKey Key(int id, string name, string user, Random draw, string may) => new()
    {
        Id = id,
        Name = name,
        UserName = user,
        Secret = Draw(draw, 64),
        Created = _nas.Clock.GetUtcNow() - TimeSpan.FromDays(30),
        Allowlist = may == "*"
            ? [new Allowed("*", "*")]
            : [new("GET", "*"), new("SUBSCRIBE", "*"), new("POST", "/disk/temperatures"), .. Looks],
    };

    private static readonly ImmutableArray<Allowed> Looks =
    [
        .. new[]
        {
            "*.query", "*.config", "*.list", "*.get_state", "*.status", "system.info", "system.version*", "system.state", "system.ready", "system.boot_id", "system.host_id",
            "core.get_jobs", "disk.temperatures", "disk.temperature_agg", "disk.smart_attributes", "disk.details", "disk.get_unused", "smart.test.results", "reporting.*", "update.check_available",
        }.Select(name => new Allowed("CALL", name)),
    ];

    private static string Draw(Random draw, int length) => new(draw.GetItems<char>(Letters, length));
}
