using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>How one of the two languages of the websocket puts things.</summary>
internal interface IDialect
{
    TransportMode Mode { get; }

    void WriteCall(Utf8JsonWriter json, long id, WireCall call);

    /// <summary>A greeting that must be answered first; false when there is none.</summary>
    bool WriteGreeting(Utf8JsonWriter json);

    void WriteSubscribe(Utf8JsonWriter json, long id, string name);

    /// <summary>Ends a subscription by what subscribing answered; true when an answer will come.</summary>
    bool WriteUnsubscribe(Utf8JsonWriter json, long id, string subscription);

    Incoming Read(JsonElement message);

    LinkException Error(string method, JsonElement error);
}

internal enum IncomingKind
{
    /// <summary>Nothing that we know; counted and left alone.</summary>
    Unknown,
    Answer,
    Error,
    Event,
}

/// <summary>A message as far as it concerns everybody; the element lives as long as the message.</summary>
internal readonly record struct Incoming(IncomingKind Kind, long Id = 0, JsonElement Body = default, string Collection = "", string Change = "");
