using System.Text.Json;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Wire;

/// <summary>
/// JSON-RPC 2.0, from 25.04 on:
/// <c>{"jsonrpc":"2.0","id":7,"method":"pool.query","params":[]}</c> and <c>{"jsonrpc":"2.0","id":7,"result":[…]}</c>;
/// events are <c>{"jsonrpc":"2.0","method":"collection_update","params":{"msg":"changed","collection":"alert.list",…}}</c>.
/// </summary>
internal sealed class JsonRpcDialect : IDialect
{
    public TransportMode Mode => TransportMode.JsonRpc;

    public bool WriteGreeting(Utf8JsonWriter json) => false;

    public void WriteCall(Utf8JsonWriter json, long id, WireCall call)
    {
        json.WriteStartObject();
        json.WriteString("jsonrpc"u8, "2.0"u8);
        json.WriteNumber("id"u8, id);
        json.WriteString("method"u8, call.Method);
        json.WritePropertyName("params"u8);
        json.WriteRawValue(call.Arguments, skipInputValidation: true);
        json.WriteEndObject();
    }

    public void WriteSubscribe(Utf8JsonWriter json, long id, string name) => WriteCall(json, id, new WireCall("core.subscribe", WireArguments.Of(name)));

    public bool WriteUnsubscribe(Utf8JsonWriter json, long id, string subscription)
    {
        WriteCall(json, id, new WireCall("core.unsubscribe", WireArguments.Of(subscription)));
        return true;
    }

    public Incoming Read(JsonElement message)
    {
        if (message.Text("method") == "collection_update")
        {
            var change = message.Field("params");
            return new(IncomingKind.Event, 0, change.Field("fields"), change.Text("collection") ?? "", change.Text("msg") ?? "");
        }
        if (message.Integer("id") is not { } id) return default;
        var error = message.Field("error");
        if (error.IsThere()) return new(IncomingKind.Error, id, error);
        return message.TryGetProperty("result", out var result) ? new(IncomingKind.Answer, id, result) : default;
    }

    public LinkException Error(string method, JsonElement error)
    {
        var data = error.Field("data");
        return WireErrorRules.OfCode(method, (int)(error.Integer("code") ?? 0), (int?)data.Integer("error"), data.Text("reason") ?? error.Text("message"));
    }
}
