using NasOrleans.Fleet;
using NasOrleans.Power.Sources.Orders;
using Orleans;
using Orleans.Concurrency;

namespace NasOrleans.Power.Sources;

/// <summary>One power source: a UPS on a NUT server, or a probe. Key: <c>tenant/ups:id</c>.</summary>
[Alias("nas.IUpsGrain")]
public interface IUpsGrain : IWakeable, IGrainWithStringKey
{
    /// <summary>Sets the source, from nothing or anew.</summary>
    [ResponseTimeout("00:00:10"), Alias("Configure")]
    Task<PowerSourceOutcome> Configure(PowerSourceConfig config, PowerSourceSecrets secrets, PowerOrigin origin);

    [ResponseTimeout("00:00:10"), Alias("Remove")] Task<PowerSourceOutcome> Remove(PowerSourceId confirm);

    /// <summary>The source as last decided, or null when there is none; never waits for a running call.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:05"), Alias("GetSnapshot")] Task<PowerSourceSnapshot?> GetSnapshot();

    /// <summary>The judgement alone, with ages as of this moment; null when there is no such source. Whoever asks adds the time that its own call took.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:01"), Alias("GetVerdict")] Task<SourceVerdict?> GetVerdict();

    /// <summary>Rings at this group when the verdict changes. Said again every 30 s, and at once when its loads have got further; forgotten after 100 s of silence.</summary>
    [ResponseTimeout("00:00:02"), Alias("Follow")] Task Follow(PowerFollower follower);

    /// <summary>Something changed at the server: read it now, and not at the next tick.</summary>
    [OneWay, Alias("Look")] Task Look();

    /// <summary>Forgets that it was lost. What is true at the moment is judged anew.</summary>
    [ResponseTimeout("00:00:10"), Alias("Reset")] Task<PowerSourceOutcome> Reset(PowerSourceReset reset);

    /// <summary>Gives the UPS an order that is on the list of allowed ones; sent once.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:30"), Alias("Order")] Task<UpsOrderOutcome> Order(UpsOrder order);

    /// <summary>What the UPS can be told, of what may be told; null when there is no such source, or it is a probe.</summary>
    [AlwaysInterleave, ResponseTimeout("00:00:10"), Alias("GetAbilities")] Task<UpsAbilities?> GetAbilities();
}

/// <summary>Somebody says that an outage is over, or that a verdict was wrong.</summary>
[GenerateSerializer, Immutable, Alias("nas.power-source-reset")]
public sealed record PowerSourceReset
{
    /// <summary>The source's id once more.</summary>
    [Id(0)] public required PowerSourceId Confirm { get; init; }

    [Id(1)] public required string By { get; init; }

    [Id(2)] public required string Reason { get; init; }
}
