using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Simulators.TrueNas.Transports.Legacy;

/// <summary>Errors as /websocket writes them; CORE knows fewer fields.</summary>
internal static class LegacyErrors
{
    public static JsonObject Of(MethodError error, Release release)
    {
        var errno = ErrnoOf(error);
        var row = new JsonObject { ["error"] = errno };
        if (release.IsScale()) row["errname"] = Errno.Name(errno);
        row["type"] = error.IsValidation ? "VALIDATION" : null;
        // Up to 24.10 what stands at the door speaks plainly.
        var isDoor = release < Release.V2504 && error.Message is "Not authenticated" or "Not authorized" or "Rate Limit Exceeded";
        row["reason"] = error.IsValidation || error.IsCrash || isDoor ? error.Message : $"[{error.ErrorName}] {error.Message}";
        row["trace"] = isDoor ? null : Trace.Of(error, withRepr: release.IsScale());
        row["extra"] = error.IsValidation ? JobJson.Complaints(error) : null;
        return row;
    }

    // What checks arguments collects a list, which is EAGAIN even when one stands in it; a complaint of its own keeps its number.
    private static int ErrnoOf(MethodError error) => (error.IsList, error.IsValidation) switch
    {
        (true, _) => Errno.EAGAIN,
        (_, true) => error.Extra[0].Errno,
        _ => error.Errno,
    };
}
