using NasOrleans.Access;
using NasOrleans.Alerts;
using NasOrleans.Drives;
using NasOrleans.Fleet;
using NasOrleans.Power;
using NasOrleans.Power.Groups;
using NasOrleans.Power.Sources;
using NasOrleans.Power.Sources.Servers;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using Orleans;

namespace NasOrleans;

/// <summary>
/// The one place where grain keys are made and read: <c>tenant/noun:id</c>. A key never is bare hexadecimal and never holds
/// <c>+</c>, <c>/</c> or <c>%</c> in its id: the AdoNet provider would read such keys as numbers or cut them.
/// </summary>
public static class GrainKeys
{
    /// <summary>Shards that a tenant's systems report to.</summary>
    public const int Shards = 64;

    /// <summary>Rosters over which all grains that must be awake are spread.</summary>
    public const int Rosters = 64;

    /// <summary>Under which the power journal keeps how a system is reached.</summary>
    public static string Lifeline(TenantId tenant, SystemId id) => Key(tenant, "lifeline", id.Value);

    public static ISystemGrain System(this IGrainFactory grains, TenantId tenant, SystemId id) =>
        grains.GetGrain<ISystemGrain>(Key(tenant, "system", id.Value));

    public static IAlertBookGrain SystemAlerts(this IGrainFactory grains, TenantId tenant, SystemId id) =>
        grains.GetGrain<IAlertBookGrain>(Key(tenant, "alerts", "system:" + id.Value));

    public static IDriveGrain Drive(this IGrainFactory grains, TenantId tenant, DriveId id) =>
        grains.GetGrain<IDriveGrain>(Key(tenant, "drive", id.Value));

    public static IUpsGrain PowerSource(this IGrainFactory grains, TenantId tenant, PowerSourceId id) =>
        grains.GetGrain<IUpsGrain>(PowerSourceKey(tenant, id));

    public static IPowerGroupGrain PowerGroup(this IGrainFactory grains, TenantId tenant, PowerGroupId id) =>
        grains.GetGrain<IPowerGroupGrain>(PowerGroupKey(tenant, id));

    public static string PowerSourceKey(TenantId tenant, PowerSourceId id) => Key(tenant, "ups", id.Value);

    public static string PowerGroupKey(TenantId tenant, PowerGroupId id) => Key(tenant, "group", id.Value);

    public static IPowerDirectoryGrain PowerDirectory(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<IPowerDirectoryGrain>($"{Escape(tenant.Value)}/power");

    /// <summary>Host names are the same in any case.</summary>
    public static INutServerGrain NutServer(this IGrainFactory grains, TenantId tenant, string host, int port) =>
        grains.GetGrain<INutServerGrain>(Key(tenant, "nut", $"{host.ToLowerInvariant()}:{port}"));

    public static IConnectionTestGrain ConnectionTest(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<IConnectionTestGrain>($"{Escape(tenant.Value)}/connection-test");

    public static IFleetShardGrain Shard(this IGrainFactory grains, TenantId tenant, int shard) =>
        grains.GetGrain<IFleetShardGrain>(Key(tenant, "shard", shard.ToString()));

    public static IFleetShardGrain ShardOf(this IGrainFactory grains, TenantId tenant, SystemId id) =>
        grains.Shard(tenant, Bucket(id.Value, Shards));

    public static IFleetGrain Fleet(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<IFleetGrain>($"{Escape(tenant.Value)}/fleet");

    public static IAccessGrain Access(this IGrainFactory grains, TenantId tenant) =>
        grains.GetGrain<IAccessGrain>($"{Escape(tenant.Value)}/access");

    public static IRosterGrain Roster(this IGrainFactory grains, int roster) =>
        grains.GetGrain<IRosterGrain>($"roster:{roster}");

    /// <summary>The roster that keeps this grain awake.</summary>
    public static IRosterGrain RosterOf(this IGrainFactory grains, IWakeable member) =>
        grains.Roster(Bucket(member.GetGrainId().ToString(), Rosters));

    /// <summary>What the keys of all things of a tenant begin with.</summary>
    public static string PrefixOf(TenantId tenant) => Escape(tenant.Value) + "/";

    /// <summary>Takes <c>tenant/noun:id</c> apart.</summary>
    public static (TenantId Tenant, string Noun, string Id) Parse(string key)
    {
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0) throw new FormatException($"'{key}' is not a grain key of the form tenant/noun:id.");
        var tenant = new TenantId(Unescape(key[..slash]));
        var rest = key[(slash + 1)..];
        var colon = rest.IndexOf(':', StringComparison.Ordinal);
        return colon < 0 ? (tenant, rest, "") : (tenant, rest[..colon], Unescape(rest[(colon + 1)..]));
    }

    private static string Key(TenantId tenant, string noun, string id) => $"{Escape(tenant.Value)}/{noun}:{Escape(id)}";

    private static string Escape(string part) => part
        .Replace("%", "%25", StringComparison.Ordinal)
        .Replace("/", "%2F", StringComparison.Ordinal)
        .Replace("+", "%2B", StringComparison.Ordinal);

    private static string Unescape(string part) => part
        .Replace("%2B", "+", StringComparison.Ordinal)
        .Replace("%2F", "/", StringComparison.Ordinal)
        .Replace("%25", "%", StringComparison.Ordinal);

    /// <summary>FNV-1a: the same on every silo and in every version, which string.GetHashCode is not.</summary>
    public static int Bucket(string text, int buckets)
    {
        var hash = 2166136261u;
        foreach (var c in text) hash = (hash ^ c) * 16777619u;
        return (int)(hash % (uint)buckets);
    }
}
