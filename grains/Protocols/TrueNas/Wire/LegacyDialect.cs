using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>
/// The older language of <c>/websocket</c>, the only one up to 24.10:
/// <c>{"msg":"connect","version":"1","support":["1"]}</c> first, then <c>{"id":"7","msg":"method","method":"pool.query","params":[]}</c>
/// and <c>{"id":"7","msg":"result","result":[…]}</c>; events are <c>{"msg":"changed","collection":"alert.list","fields":{…}}</c>.
/// </summary>
internal sealed class LegacyDialect : IDialect
{
    public TransportMode Mode => TransportMode.LegacyWebSocket;

    public bool WriteGreeting(Utf8JsonWriter json)
    {
        json.WriteRawValue("""{"msg":"connect","version":"1","support":["1"],"features":[]}""");
        return true;
    }

    public void WriteCall(Utf8JsonWriter json, long id, WireCall call)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id.ToString());
        json.WriteString("msg"u8, "method"u8);
        json.WriteString("method"u8, call.Method);
        json.WritePropertyName("params"u8);
        json.WriteRawValue(call.Arguments, skipInputValidation: true);
        json.WriteEndObject();
    }

    public void WriteSubscribe(Utf8JsonWriter json, long id, string name)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, id.ToString());
        json.WriteString("msg"u8, "sub"u8);
        json.WriteString("name"u8, name);
        json.WriteEndObject();
    }

    public bool WriteUnsubscribe(Utf8JsonWriter json, long id, string subscription)
    {
        json.WriteStartObject();
        json.WriteString("id"u8, subscription);
        json.WriteString("msg"u8, "unsub"u8);
        json.WriteEndObject();
        return false;
    }

    public Incoming Read(JsonElement message)
    {
        var kind = message.Text("msg") ?? "";
        switch (kind)
        {
            case "connected":
                return new(IncomingKind.Answer, WebSocketSession.GreetingId, message.Field("session"));
            case "failed":
                return new(IncomingKind.Error, WebSocketSession.GreetingId, message);
            case "ready":
                var subscribed = message.Items("subs").FirstOrDefault();
                return subscribed.AsInteger() is { } number ? new(IncomingKind.Answer, number, subscribed) : default;
            case "added" or "changed" or "removed":
                return new(IncomingKind.Event, 0, message.Field("fields"), Collection(message), kind);
            case "result" when message.Integer("id") is { } id:
                var error = message.Field("error");
                return error.IsThere() ? new(IncomingKind.Error, id, error) : new(IncomingKind.Answer, id, message.Field("result"));
            case "nosub" when message.Integer("id") is { } id:
                return new(IncomingKind.Error, id, message.Field("error"));
            default:
                return default;
        }
    }

    public LinkException Error(string method, JsonElement error) => error.Text("msg") == "failed"
        ? new LinkException(LinkError.Protocol, LinkStage.Protocol, "The NAS does not speak version 1 of its own websocket language.")
        : WireErrorRules.OfErrno(method, (int)(error.Integer("error") ?? 14), error.Text("reason") ?? error.Text("error"));

    // Up to 22.12 one collection says it all, and the id tells what.
    private static string Collection(JsonElement message) => message.Text("collection") switch
    {
        "system" => $"system.{message.Text("id")}",
        var name => name ?? "",
    };
}
