using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>
/// Processor, memory and throughput from reporting.realtime. The first measurement of a session is taken at the shortest interval; then,
/// where a release takes an interval, a subscription stays that brings one event a minute. CORE knows its two seconds alone: there each
/// reading gives what the last one measured and has the next one measured meanwhile.
/// </summary>
internal static class RealtimeReader
{
    public const string Collection = "reporting.realtime";
    private const int ShortestSeconds = 2;
    private const int IntervalSeconds = 60;
    private static readonly TimeSpan FirstEvent = TimeSpan.FromSeconds(6);
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2 * IntervalSeconds + 10);

    public static async Task<RealtimeReading> ReadAsync(ReadContext context)
    {
        var watch = context.Memory.Realtime;
        var session = context.Session;
        if (watch.Latest is { } latest && context.Now - latest.At <= Fresh)
        {
            if (!watch.IsKept) _ = MeasureAsync(session, watch, Collection, context.Time);
            return latest;
        }
        var reading = await OneAsync(session, watch, context.Can.RealtimeHasInterval ? Name(ShortestSeconds) : Collection, context.Time, context.CancellationToken);
        if (context.Can.RealtimeHasInterval && !watch.IsKept)
        {
            await session.SubscribeAsync(Name(IntervalSeconds), context.CancellationToken);
            watch.IsKept = true;
        }
        return reading;
    }

    /// <summary>For the next reading, which notices when nothing came.</summary>
    private static async Task MeasureAsync(ISession session, RealtimeWatch watch, string name, TimeProvider time)
    {
        try
        {
            await OneAsync(session, watch, name, time, CancellationToken.None);
        }
        catch (LinkException)
        {
        }
    }

    private static async Task<RealtimeReading> OneAsync(ISession session, RealtimeWatch watch, string name, TimeProvider time, CancellationToken cancellationToken)
    {
        var next = watch.Next;
        var subscribing = session.SubscribeAsync(name, CancellationToken.None);
        try
        {
            _ = await subscribing.WaitAsync(cancellationToken)
                ?? throw new LinkException(LinkError.Unsupported, LinkStage.Read, "There are no events over REST.") { NoSuchMethod = true, Answered = true };
            return await next.WaitAsync(FirstEvent, time, cancellationToken);
        }
        catch (TimeoutException exception)
        {
            throw new LinkException(LinkError.Timeout, LinkStage.Read, $"No measurement came within {FirstEvent.TotalSeconds:0} s.", exception);
        }
        finally
        {
            _ = EndAsync(session, subscribing);
        }
    }

    /// <summary>Also for a caller who gave up, even before the NAS had agreed: or it would go on measuring for nobody.</summary>
    private static async Task EndAsync(ISession session, Task<string?> subscribing)
    {
        try
        {
            if (await subscribing is { } subscription && session.Ended is null) await session.UnsubscribeAsync(subscription, CancellationToken.None);
        }
        catch (LinkException)
        {
        }
    }

    private static string Name(int seconds) => $$"""{{Collection}}:{"interval": {{seconds}}}""";

    /// <summary>Three generations of the same: CORE and 22.12, then netdata, then 25.04.</summary>
    public static RealtimeReading Of(JsonElement fields, DateTimeOffset at)
    {
        var cpu = fields.Field("cpu");
        var memory = fields.Field("memory");
        return new RealtimeReading
        {
            At = at,
            CpuPercent = cpu.Field("cpu").Number("usage") ?? cpu.Field("average").Number("usage"),
            CpuCelsius = cpu.Field("cpu").Number("temp") ?? Hottest(cpu.Field("temperature_celsius")),
            MemoryAvailableBytes = memory.Integer("physical_memory_available") ?? fields.Field("virtual_memory").Integer("available"),
            ArcBytes = memory.Integer("arc_size") ?? fields.Field("zfs").Integer("arc_size"),
            Interfaces =
            [
                .. fields.Field("interfaces").Properties().Where(each => each.Value.ValueKind == JsonValueKind.Object).Select(each => new NetworkInterface
                {
                    Name = each.Name,
                    ReceivedBytesPerSecond = each.Value.Number("received_bytes_rate"),
                    SentBytesPerSecond = each.Value.Number("sent_bytes_rate"),
                }),
            ],
        };
    }

    public static SystemInventory Into(SystemInventory inventory, RealtimeReading reading) => inventory with
    {
        Facts = inventory.Facts with
        {
            CpuPercent = reading.CpuPercent,
            CpuCelsius = reading.CpuCelsius,
            MemoryAvailableBytes = reading.MemoryAvailableBytes,
            ArcBytes = reading.ArcBytes,
        },
        Interfaces = inventory.Interfaces.IsEmpty ? reading.Interfaces :
        [
            .. inventory.Interfaces.Select(each => reading.Interfaces.FirstOrDefault(measured => measured.Name == each.Name) is { } found
                ? each with { ReceivedBytesPerSecond = found.ReceivedBytesPerSecond, SentBytesPerSecond = found.SentBytesPerSecond } : each),
        ],
    };

    private static double? Hottest(JsonElement temperatures) => temperatures.Properties().Max(each => each.Value.AsNumber());
}
