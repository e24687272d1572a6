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
        row["reason"] = error.IsValidation || error.IsCrash || error.Message == "Not authenticated" ? error.Message : $"[{error.ErrorName}] {error.Message}";
        row["trace"] = error.Errno is Errno.ENOTAUTHENTICATED or Errno.EACCES ? null : Trace.Of(error, withRepr: release.IsScale());
        row["extra"] = error.IsValidation ? JobJson.Complaints(error) : null;
        return row;
    }

    // A list of complaints is EAGAIN, one alone keeps its own number.
    private static int ErrnoOf(MethodError error) => error.Extra.Length switch
    {
        0 => error.Errno,
        1 => error.Extra[0].Errno,
        _ => Errno.EAGAIN,
    };
}
