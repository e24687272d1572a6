using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Events;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Transports.Sockets;

namespace NasOrleans.Simulators.TrueNas.Transports.JsonRpc;

/// <summary>/api/current and /api/vX, from 25.04 on.</summary>
internal sealed class JsonRpcConversation(Session session, HttpContext http) : SocketConversation(session, http)
{
    public override void Tell(string collection, Happening happening)
    {
        var told = new JsonObject { ["msg"] = happening.Change.ToString().ToLowerInvariant(), ["collection"] = collection };
        if (happening.Id is { } id) told["id"] = id.DeepClone();
        if (happening.Fields is { } fields && happening.Change != Change.Removed) told["fields"] = fields.DeepClone();
        Say(new() { ["jsonrpc"] = "2.0", ["method"] = "collection_update", ["params"] = told });
    }

    public override void Ended(string collection, string subscription, MethodError? error) => Say(new()
    {
        ["jsonrpc"] = "2.0",
        ["method"] = "notify_unsubscribed",
        ["params"] = new JsonObject { ["collection"] = collection, ["error"] = error is null ? null : JsonRpcErrors.Of(error)["data"]?.DeepClone() },
    });

    protected override Task HearNonsenseAsync()
    {
        Refuse(null, JsonRpcErrors.Plain(-32700, "Parse error"));
        return Task.CompletedTask;
    }

    protected override Task HearAsync(JsonNode? message)
    {
        if (message is not JsonObject request)
        {
            Refuse(null, JsonRpcErrors.Plain(-32700, message is JsonArray ? "Batch messages are not supported at this time" : "Invalid Message Format"));
            return Task.CompletedTask;
        }
        if (Complaint(request) is { } complaint)
        {
            if (request.ContainsKey("id")) Refuse(request["id"], JsonRpcErrors.Plain(-32600, complaint));
            return Task.CompletedTask;
        }
        if (!TryRun(() => CallAsync(request)) && request.ContainsKey("id")) Refuse(request["id"], JsonRpcErrors.Plain(-32000, "Maximum number of concurrent calls (20) has exceeded"));
        return Task.CompletedTask;
    }

    private static string? Complaint(JsonObject request)
    {
        if (!request.TryGetPropertyValue("jsonrpc", out var version)) return "Missing 'jsonrpc' member";
        if (version?.GetValueKind() != JsonValueKind.String || version.GetValue<string>() != "2.0") return "'jsonrpc' member must be of type string and must be exactly '2.0'";
        if (request["id"] is { } id && !(id is JsonValue value && (value.TryGetValue(out string? _) || value.TryGetValue(out long _)))) return "'id' member must be of type null, string or number";
        if (!request.TryGetPropertyValue("method", out var method)) return "Missing 'method' member";
        if (method?.GetValueKind() != JsonValueKind.String || method.GetValue<string>().Length == 0) return "'method' member must be of type string";
        return request.TryGetPropertyValue("params", out var arguments) && arguments is not JsonArray ? "'params' member must be of type array" : null;
    }

    private async Task CallAsync(JsonObject request)
    {
        var isAsked = request.ContainsKey("id");
        var name = request["method"]!.GetValue<string>();
        JsonObject answer;
        try
        {
            answer = new JsonObject { ["jsonrpc"] = "2.0", ["id"] = request["id"]?.DeepClone(), ["result"] = await ResultAsync(request, name) };
        }
        catch (MethodError error)
        {
            answer = new JsonObject { ["jsonrpc"] = "2.0", ["error"] = JsonRpcErrors.Of(error), ["id"] = request["id"]?.DeepClone() };
        }
        if (isAsked && !Nas.Faults.LosesReplyTo(name)) Say(answer);
    }

    private async Task<JsonNode?> ResultAsync(JsonObject request, string name)
    {
        var arguments = (JsonArray?)request["params"]?.DeepClone() ?? [];
        var called = await Dispatcher.CallAsync(Session, name, arguments, request["id"]?.ToString());
        if (called.Job is not { } job) return called.Value;
        if (Session.LegacyJobs) return job.Id;
        await job.Over.WaitAsync(Session.Gone);
        // One that was aborted has neither error nor result.
        if (job.Error is { } error) throw error;
        return job.Result?.DeepClone();
    }

    private void Refuse(JsonNode? id, JsonObject error) => Say(new() { ["jsonrpc"] = "2.0", ["error"] = error, ["id"] = id?.DeepClone() });
}
