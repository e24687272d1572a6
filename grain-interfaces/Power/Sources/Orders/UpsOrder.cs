using System.Collections.Immutable;
using Orleans;

namespace NasOrleans.Power.Sources.Orders;

[GenerateSerializer, Alias("nas.ups-order-kind")]
public enum UpsOrderKind
{
    /// <summary>An instant command, such as <c>test.battery.start.quick</c>.</summary>
    Command,

    /// <summary>A variable that can be set, such as <c>ups.delay.shutdown</c>.</summary>
    Setting,

    /// <summary>FSD: everyone who watches this UPS goes down. It stays set until the server is restarted.</summary>
    ForceShutdown,

    /// <summary>Cuts the output once every load on it is dark, such as <c>shutdown.return</c>. Only a shutdown run orders it.</summary>
    PowerOff,
}

/// <summary>What somebody, or a step of a shutdown, tells a UPS.</summary>
[GenerateSerializer, Immutable, Alias("nas.ups-order")]
public sealed record UpsOrder
{
    /// <summary>Made by whoever orders; the same id again is the same order, not another one.</summary>
    [Id(0)] public required Guid Id { get; init; }

    [Id(1)] public required UpsOrderKind Kind { get; init; }

    /// <summary>The source's id once more: an order that went astray must not hit another UPS.</summary>
    [Id(2)] public required PowerSourceId Confirm { get; init; }

    /// <summary>The command, or the variable.</summary>
    [Id(3)] public string Name { get; init; } = "";

    /// <summary>The command's parameter, or what to set the variable to.</summary>
    [Id(4)] public string? Value { get; init; }

    [Id(5)] public required string By { get; init; }

    [Id(6)] public string Reason { get; init; } = "";
}

/// <summary>What became of an order.</summary>
[GenerateSerializer, Alias("nas.ups-order-result")]
public enum UpsOrderResult
{
    /// <summary>It is done, says the server or the driver.</summary>
    Confirmed,

    /// <summary>Passed on to the driver; what came of it cannot be known here.</summary>
    Accepted,

    /// <summary>Said no to, by us or by the server; nothing was done.</summary>
    Refused,

    /// <summary>The driver took it and says that it failed.</summary>
    Failed,

    /// <summary>Sent, and no answer that tells what came of it.</summary>
    Unknown,

    /// <summary>Nothing of it left this machine.</summary>
    NotSent,
}

[GenerateSerializer, Immutable, Alias("nas.ups-order-outcome")]
public sealed record UpsOrderOutcome
{
    [Id(0)] public required UpsOrderResult Result { get; init; }

    [Id(1)] public string Message { get; init; } = "";

    /// <summary>It had been ordered before; this is what came of it then.</summary>
    [Id(2)] public bool Repeated { get; init; }
}

/// <summary>What a UPS can be told.</summary>
[GenerateSerializer, Immutable, Alias("nas.ups-abilities")]
public sealed record UpsAbilities
{
    [Id(0)] public ImmutableArray<string> Commands { get; init; } = [];

    [Id(1)] public ImmutableArray<UpsSetting> Settings { get; init; } = [];

    /// <summary>Why nothing could be found out.</summary>
    [Id(2)] public ContactFault? Fault { get; init; }
}

[GenerateSerializer, Immutable, Alias("nas.ups-setting")]
public sealed record UpsSetting
{
    [Id(0)] public required string Name { get; init; }

    [Id(1)] public string Value { get; init; } = "";

    [Id(2)] public string Description { get; init; } = "";

    /// <summary>What it may be set to; anything that fits when empty.</summary>
    [Id(3)] public ImmutableArray<string> Choices { get; init; } = [];
}
