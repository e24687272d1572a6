using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.Rest;

/// <summary>/api/v2.0, up to 25.10.</summary>
internal static class RestApi
{
    public static async Task ServeAsync(HttpContext http, Appliance nas, string path)
    {
        if (path is "" or "/" or "/openapi.json")
        {
            await WriteAsync(http, StatusCodes.Status200OK, OpenApi.Of(nas));
            return;
        }
        var session = Front.Converse(http, nas, Transport.Rest, nas.Release);
        var route = RestRoute.Find(nas.Methods, http.Request.Method, path, out var isKnown);
        if (!isKnown) await Front.NotFoundAsync(http);
        else if (route is null) await TextAsync(http, StatusCodes.Status405MethodNotAllowed, "405: Method Not Allowed");
        else if (RestLogin.IsTried(http.Request) || !route.Method.NeedsNoLogin) await LoginAndCallAsync(http, session, route, path);
        else await CallAsync(http, session, route);
    }

    private static Task LoginAndCallAsync(HttpContext http, Session session, RestRoute route, string path)
    {
        var nas = session.Appliance;
        session.Login = RestLogin.Of(http.Request, session);
        if (session.Login is { } login)
        {
            if (!nas.Faults.Has(Fault.NotAuthorized) && login.MayUseRest(http.Request.Method, path, route.Method, nas.Release)) return CallAsync(http, session, route);
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        }
        return RestLogin.IsByToken(http.Request) && nas.Release.IsScale()
            ? TextAsync(http, StatusCodes.Status403Forbidden, "Invalid token")
            : TextAsync(http, StatusCodes.Status401Unauthorized, "401: Unauthorized");
    }

    private static async Task CallAsync(HttpContext http, Session session, RestRoute route)
    {
        session.Appliance.NoteRestCaller(session.Caller);
        try
        {
            var (body, hasBody) = await BodyAsync(http.Request);
            var query = http.Request.Query.SelectMany(each => each.Value.Select(value => KeyValuePair.Create(each.Key, value ?? ""))).ToList();
            var called = await Dispatcher.CallAsync(session, route.Method.Name, RestArguments.Of(session.Appliance.Release, route, body, hasBody, query), messageId: null);
            if (session.Appliance.Faults.LosesReplyTo(route.Method.Name)) http.Abort();
            else await WriteAsync(http, StatusCodes.Status200OK, called.Job is { } job ? job.Id : called.Value);
        }
        catch (BadRestRequest bad)
        {
            await WriteAsync(http, StatusCodes.Status400BadRequest, new JsonObject { ["message"] = bad.Message });
        }
        catch (MethodError error)
        {
            await RefuseAsync(http, error);
        }
    }

    private static Task RefuseAsync(HttpContext http, MethodError error)
    {
        if (error.IsCrash) return WriteAsync(http, StatusCodes.Status500InternalServerError, new JsonObject { ["message"] = error.Message, ["traceback"] = Trace.Of(error)["formatted"]!.ToString() });
        if (error.IsMatchNotFound) return WriteAsync(http, StatusCodes.Status404NotFound, new JsonObject { ["message"] = error.Message });
        if (error.IsValidation)
        {
            var complaints = new JsonObject();
            foreach (var each in error.Extra.GroupBy(complaint => complaint.Attribute, StringComparer.Ordinal))
                complaints[each.Key] = new JsonArray([.. each.Select(one => (JsonNode?)new JsonObject { ["message"] = one.Message, ["errno"] = one.Errno })]);
            return WriteAsync(http, StatusCodes.Status422UnprocessableEntity, complaints);
        }
        return WriteAsync(http, StatusCodes.Status422UnprocessableEntity, new JsonObject { ["message"] = error.Message, ["errno"] = error.Errno });
    }

    private static async Task<(JsonNode? Body, bool HasBody)> BodyAsync(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body, Encoding.UTF8);
        var text = await reader.ReadToEndAsync();
        if (string.IsNullOrWhiteSpace(text)) return (null, false);
        try
        {
            return (JsonNode.Parse(text), true);
        }
        catch (JsonException)
        {
            throw new BadRestRequest("json parse error");
        }
    }

    private static async Task WriteAsync(HttpContext http, int status, JsonNode? value)
    {
        var nas = http.Features.Get<Served>()?.Nas;
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        var text = Encoding.UTF8.GetBytes(value?.ToJsonString() ?? "null");
        if (nas?.Faults.Has(Fault.GarbageFrames) == true) text = [0xff, 0xfe, 0x00, .. text.Reverse()];
        if (nas?.Faults.Has(Fault.TruncatedJson) == true) text = text[..(text.Length * 2 / 3)];
        http.Response.ContentLength = text.Length;
        var drops = nas?.Faults.Has(Fault.DropsMidAnswer) == true;
        await http.Response.Body.WriteAsync(drops ? text.AsMemory(0, text.Length / 2) : text);
        if (!drops) return;
        await http.Response.Body.FlushAsync();
        http.Abort();
    }

    private static Task TextAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/plain; charset=utf-8";
        return http.Response.WriteAsync(text);
    }
}
