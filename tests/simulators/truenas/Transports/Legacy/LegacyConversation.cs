using System.Net.WebSockets;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Transports.Sockets;

namespace NasOrleans.Simulators.TrueNas.Transports.Legacy;

/// <summary>/websocket, the protocol of every release: connect, then methods, subscriptions and pings.</summary>
internal sealed class LegacyConversation(Session session, HttpContext http) : SocketConversation(session, http)
{
    private bool _hasShakenHands;

    public override void Tell(string collection, Happening happening)
    {
        var told = new JsonObject { ["msg"] = happening.Change.ToString().ToLowerInvariant(), ["collection"] = collection };
        if (happening.Id is { } id) told["id"] = id.DeepClone();
        if (happening.Fields is { } fields && happening.Change != Change.Removed) told["fields"] = fields.DeepClone();
        Say(told);
    }

    public override void Ended(string collection, string subscription, MethodError? error)
    {
        var told = new JsonObject { ["msg"] = "nosub" };
        if (Nas.Release.IsScale()) told["collection"] = collection;
        else told["id"] = subscription;
        if (error is not null) told["error"] = LegacyErrors.Of(error, Nas.Release);
        Say(told);
    }

    protected override Task HearNonsenseAsync() => CloseAsync(WebSocketCloseStatus.InvalidPayloadData, "Invalid JSON");

    protected override Task HearAsync(JsonNode? message)
    {
        // Releases before 24.10 trip over what is JSON and no object.
        if (message is not JsonObject said) return Nas.Release >= Release.Scale2410 ? HearNonsenseAsync() : CloseAsync(WebSocketCloseStatus.InternalServerError, "Not a message");
        if (said["msg"]?.ToString() is not { } kind) return CloseAsync(WebSocketCloseStatus.InternalServerError, "'msg'");
        if (kind == "connect") Connect(said);
        else if (!_hasShakenHands) Say(new() { ["msg"] = "failed", ["version"] = "1" });
        // From 25.04 on nobody answers it any more.
        else if (kind == "ping" && Nas.Release < Release.V2504) Pong(said);
        else if (kind == "method") Call(said);
        else if (kind == "sub") Subscribe(said);
        else if (kind == "unsub") Session.Subscriptions!.Remove(said["id"]?.ToString() ?? "");
        return Task.CompletedTask;
    }

    private void Connect(JsonObject said)
    {
        _hasShakenHands = said["version"]?.ToString() == "1";
        Say(_hasShakenHands ? new() { ["msg"] = "connected", ["session"] = Session.Id.ToString() } : new() { ["msg"] = "failed", ["version"] = "1" });
    }

    private void Pong(JsonObject said)
    {
        var pong = new JsonObject { ["msg"] = "pong" };
        if (said["id"] is { } id) pong["id"] = id.DeepClone();
        Say(pong);
    }

    private void Call(JsonObject said)
    {
        if (!TryRun(() => CallAsync(said))) Refuse(said["id"], new MethodError(Errno.ETOOMANYREFS, "Maximum number of concurrent calls (20) has exceeded."));
    }

    private async Task CallAsync(JsonObject said)
    {
        var name = said["method"]?.ToString() ?? "";
        try
        {
            var arguments = (JsonArray?)(said["params"] as JsonArray)?.DeepClone() ?? [];
            var called = await Dispatcher.CallAsync(Session, name, arguments, said["id"]?.ToString());
            if (Nas.Faults.LosesReplyTo(name)) return;
            Say(new() { ["id"] = said["id"]?.DeepClone(), ["msg"] = "result", ["result"] = called.Job is { } job ? job.Id : called.Value });
        }
        catch (MethodError error)
        {
            Refuse(said["id"], error);
        }
    }

    private void Subscribe(JsonObject said)
    {
        var (id, name) = (said["id"]?.ToString() ?? "", said["name"]?.ToString() ?? "");
        if (!Nas.Release.IsScale() && Session.Subscriptions!.IsRunning(name))
        {
            Say(new() { ["msg"] = "nosub", ["id"] = id, ["error"] = new JsonObject { ["error"] = "Already subscribed" } });
            return;
        }
        try
        {
            Dispatcher.Expire(Session);
            Session.Subscriptions!.Add(id, name);
            Say(new() { ["msg"] = "ready", ["subs"] = new JsonArray(id) });
        }
        catch (MethodError error)
        {
            Refuse(id, new MethodError(Errno.EACCES, error.Message));
        }
    }

    private void Refuse(JsonNode? id, MethodError error) => Say(new() { ["msg"] = "result", ["id"] = id?.DeepClone(), ["error"] = LegacyErrors.Of(error, Nas.Release) });
}
