using System.Collections.Immutable;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Events;

/// <summary>What to subscribe to, and what an event means.</summary>
internal static class EventRules
{
    // Until 23.10 one collection told of both, by its id.
    private static readonly NasVersion NamedApart = new(23, 10);

    public static ImmutableArray<string> Subscriptions(NasVersion version)
    {
        ImmutableArray<string> names = ["alert.list", "replication.query", "vm.query", "failover.status"];
        if (version >= NasVersion.V2410) names = names.Add("app.query");
        return version < NamedApart ? names.Add("system") : names.AddRange("system.shutdown", "system.reboot");
    }

    /// <summary>The part that is worth reading again.</summary>
    public static InventoryPart? Changed(string collection) => collection switch
    {
        "alert.list" => InventoryPart.Alerts,
        "replication.query" => InventoryPart.Replications,
        "app.query" => InventoryPart.Apps,
        "vm.query" => InventoryPart.Machines,
        "failover.status" => InventoryPart.HighAvailability,
        _ => null,
    };

    public static bool IsGoingDown(string collection, string kind) => kind == "added" && collection is "system.shutdown" or "system.reboot";
}
