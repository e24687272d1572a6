using System.Collections.Immutable;

namespace NasOrleans.Power.Sources.Orders;

/// <summary>Whether an order is given, and that none is given twice.</summary>
internal static class OrderRules
{
    public const int Kept = 20;

    /// <summary>Why it is not given; null when it is.</summary>
    public static string? Objection(PowerSourceConfig config, UpsOrder order)
    {
        if (config.Ups is not { } ups) return "A probe takes no orders";
        if (ups.UserName.Length == 0) return "The source has no user for its NUT server, and without one the server takes no orders";
        if (order.Kind == UpsOrderKind.ForceShutdown && ups.Role != NutRole.Primary) return "Only the primary of a UPS sets a forced shutdown";
        if (!UpsOrderRules.IsAllowed(order.Kind, order.Name)) return $"'{order.Name}' is not among what may be told from here";
        return order.Kind == UpsOrderKind.Setting && order.Value is null ? "A setting needs a value" : null;
    }

    /// <summary>One of which nothing left this machine was not given, and may be once more.</summary>
    public static GivenOrder? Known(PowerSourceState state, Guid id) =>
        state.Orders.FirstOrDefault(given => given.Order.Id == id && given.Outcome.Result != UpsOrderResult.NotSent);

    public static PowerSourceState Given(PowerSourceState state, UpsOrder order, DateTimeOffset now)
    {
        var unknown = new GivenOrder(order, new() { Result = UpsOrderResult.Unknown, Message = "It is under way" }, now);
        return state with { Orders = [unknown, .. state.Orders.Where(given => given.Order.Id != order.Id).Take(Kept - 1)] };
    }

    public static PowerSourceState Ended(PowerSourceState state, Guid id, UpsOrderOutcome outcome) =>
        state with { Orders = [.. state.Orders.Select(given => given.Order.Id == id ? given with { Outcome = outcome } : given)] };

    public static PowerSourceState Withdrawn(PowerSourceState state, Guid id) =>
        state with { Orders = state.Orders.RemoveAll(given => given.Order.Id == id) };

    public static ImmutableArray<string> Allowed(UpsOrderKind kind, IEnumerable<string> names) =>
        [.. names.Where(name => UpsOrderRules.IsAllowed(kind, name)).Order(StringComparer.Ordinal)];
}
