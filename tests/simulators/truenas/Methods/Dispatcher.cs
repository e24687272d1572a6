using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Auth;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Jobs;

namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>What a call came to: a value, or a job that has started.</summary>
internal sealed record CallResult(JsonNode? Value, Job? Job);

/// <summary>The way of every call, whatever it came by: find, check login and role, check arguments, note, run.</summary>
internal static class Dispatcher
{
    public static async Task<CallResult> CallAsync(Session session, string name, JsonArray arguments, string? messageId)
    {
        var method = Find(session, name);
        await EnterAsync(session, method);
        CheckCount(session, method, arguments);
        if (method.Check is { } check) Guarded(() => { check(arguments); return true; });
        var nas = session.Appliance;
        nas.Received.Add(nas, method.Name, arguments, isDeed: method.IsJob || method.Role is null, session.Transport.ToString(), session.Login?.User.Name);
        await LingerAsync(session);
        return Guarded(() => method.IsJob
            ? new CallResult(null, nas.Jobs.Start(method, arguments, session.Login?.Origin(messageId)))
            : new CallResult(method.Body!(new CallContext(nas, session) { MessageId = messageId }, arguments), null));
    }

    // A real one answers whatever goes wrong inside, too; an argument of the wrong kind is the usual reason.
    private static T Guarded<T>(Func<T> run)
    {
        try
        {
            return run();
        }
        catch (Exception crash) when (crash is not MethodError and not OperationCanceledException)
        {
            throw MethodError.Crash(crash);
        }
    }

    // A machine that lost its power in the meantime does not get to the call.
    private static async Task LingerAsync(Session session)
    {
        var nas = session.Appliance;
        if (!nas.Faults.Has(Fault.SlowAnswers)) return;
        var boots = nas.Power.Boots;
        await Task.Delay(nas.Faults.Slowness, nas.Time, session.Gone);
        if (nas.IsDark || nas.Power.Boots != boots) throw new OperationCanceledException("The NAS went down.");
    }

    public static Method Find(Session session, string name)
    {
        if (session.Appliance.Methods.Methods.TryGetValue(name, out var method))
        {
            return method.Since <= session.Api || method.Since <= Release.V2504 ? method : throw new MethodError(Errno.ENOMETHOD, $"Method '{name}' not found in {session.Api.ShortName()}");
        }
        var dot = name.LastIndexOf('.');
        if (dot <= 0) throw new MethodError(Errno.ENOMETHOD, "Invalid method name") { IsUnknownMethod = true };
        var service = name[..dot];
        throw new MethodError(Errno.ENOMETHOD, session.Appliance.Methods.HasService(service) ? $"Method '{name[(dot + 1)..]}' not found in '{service}'" : $"Service '{service}' not found") { IsUnknownMethod = true };
    }

    /// <summary>Lets a session be used no longer than it lasts.</summary>
    public static void Expire(Session session)
    {
        if (session.Login is not { } login) return;
        if (session.Appliance.Faults.Has(Fault.SessionExpires) || session.Appliance.Clock.GetUtcNow() - login.At > Login.Longest) session.Login = null;
    }

    private static async Task EnterAsync(Session session, Method method)
    {
        var nas = session.Appliance;
        Expire(session);
        if (NeedsNoLogin(method, nas.Release))
        {
            // 24.10 counts those who are logged in as well.
            if (!method.IsUnlimited && nas.Release >= Release.Scale2410 && (session.Login is null || nas.Release == Release.Scale2410)) await nas.Limiter.PassAsync(method.Name, session.Caller, session.Gone);
            return;
        }
        if (session.Login is not { } login) throw NotAuthenticated(nas.Release);
        if (nas.Faults.Has(Fault.NotAuthorized) || !(session.Transport == Transport.Rest || login.MayCall(method, nas.Release))) throw new MethodError(Errno.EACCES, "Not authorized");
    }

    public static MethodError NotAuthenticated(Release release) => new(release.IsScale() ? Errno.ENOTAUTHENTICATED : Errno.EACCES, "Not authenticated");

    // Before 24.10 the boot id is told to nobody who has not logged in.
    private static bool NeedsNoLogin(Method method, Release release) =>
        method.NeedsNoLogin && !(method.Name == "system.boot_id" && release < Release.Scale2410);

    private static void CheckCount(Session session, Method method, JsonArray arguments)
    {
        if (arguments.Count > method.Parameters.Length)
            throw MethodError.Invalid(new Complaint("", $"Too many arguments (expected {method.Parameters.Length}, found {arguments.Count})", Errno.EINVAL));
        var missing = method.Parameters.Skip(arguments.Count).Where(name => !name.EndsWith('?')).ToList();
        if (missing.Count > 0)
            throw MethodError.Invalid(missing.Select(name => new Complaint(name, session.Appliance.Release >= Release.V2504 ? "Field required" : "attribute required", Errno.EINVAL)));
    }
}
