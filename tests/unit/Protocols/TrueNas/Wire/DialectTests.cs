using System.Buffers;
using System.Text;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Protocols.TrueNas.Wire;

public sealed class DialectTests
{
    private static JsonElement Json(string text) => JsonElement.Parse(text);

    [Fact]
    public void JsonRpc_WritesACall() => Assert.Equal(
        """{"jsonrpc":"2.0","id":7,"method":"pool.query","params":[[],{"limit":1}]}""",
        Written(json => new JsonRpcDialect().WriteCall(json, 7, new WireCall("pool.query", """[[],{"limit":1}]"""))));

    [Fact]
    public void Legacy_WritesACall() => Assert.Equal(
        """{"id":"7","msg":"method","method":"pool.query","params":[]}""",
        Written(json => new LegacyDialect().WriteCall(json, 7, new WireCall("pool.query"))));

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":[1]}""", IncomingKind.Answer, 7, "")]
    [InlineData("""{"jsonrpc":"2.0","id":7,"result":null}""", IncomingKind.Answer, 7, "")]
    [InlineData("""{"jsonrpc":"2.0","id":"7","error":{"code":-32601,"message":"Method does not exist"}}""", IncomingKind.Error, 7, "")]
    [InlineData("""{"jsonrpc":"2.0","method":"collection_update","params":{"msg":"changed","collection":"alert.list","id":1,"fields":{}}}""", IncomingKind.Event, 0, "alert.list")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"x"}}""", IncomingKind.Unknown, 0, "")]
    [InlineData("""{"jsonrpc":"2.0","method":"something_new","params":{}}""", IncomingKind.Unknown, 0, "")]
    [InlineData("""[]""", IncomingKind.Unknown, 0, "")]
    public void JsonRpc_Reads(string message, object kind, long id, string collection) =>
        Assert.Equal(((IncomingKind)kind, id, collection), Key(new JsonRpcDialect().Read(Json(message))));

    [Theory]
    [InlineData("""{"msg":"connected","session":"x"}""", IncomingKind.Answer, 0, "")]
    [InlineData("""{"msg":"failed","version":"1"}""", IncomingKind.Error, 0, "")]
    [InlineData("""{"msg":"result","id":"7","result":true}""", IncomingKind.Answer, 7, "")]
    [InlineData("""{"msg":"result","id":"7","error":{"error":13,"reason":"Not authenticated"}}""", IncomingKind.Error, 7, "")]
    [InlineData("""{"msg":"ready","subs":["7"]}""", IncomingKind.Answer, 7, "")]
    [InlineData("""{"msg":"nosub","id":"7","error":{"error":"Already subscribed"}}""", IncomingKind.Error, 7, "")]
    [InlineData("""{"msg":"added","collection":"system","id":"shutdown"}""", IncomingKind.Event, 0, "system.shutdown")]
    [InlineData("""{"msg":"changed","collection":"core.get_jobs","fields":{}}""", IncomingKind.Event, 0, "core.get_jobs")]
    [InlineData("""{"msg":"pong","id":"7"}""", IncomingKind.Unknown, 0, "")]
    [InlineData("""5""", IncomingKind.Unknown, 0, "")]
    public void Legacy_Reads(string message, object kind, long id, string collection) =>
        Assert.Equal(((IncomingKind)kind, id, collection), Key(new LegacyDialect().Read(Json(message))));

    [Fact]
    public void Errors_OfBothLanguages_MeanTheSame()
    {
        var rpc = new JsonRpcDialect().Error("disk.wipe", Json("""{"code":-32001,"message":"Method call error","data":{"error":13,"errname":"EACCES","reason":"[EACCES] Not authorized"}}"""));
        var legacy = new LegacyDialect().Error("disk.wipe", Json("""{"error":13,"errname":"EACCES","reason":"[EACCES] Not authorized","type":null}"""));

        Assert.Equal(rpc.Fault, legacy.Fault);
        Assert.True(rpc.Fault is { Error: LinkError.Permission, Stage: LinkStage.Permission, NeedsSomebody: true });
    }

    private static (IncomingKind, long, string) Key(Incoming incoming) => (incoming.Kind, incoming.Id, incoming.Collection ?? "");

    private static string Written(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer)) write(json);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
