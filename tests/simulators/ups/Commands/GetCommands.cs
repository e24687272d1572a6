using NasOrleans.Simulators.Ups.Profiles;
using NasOrleans.Simulators.Ups.Server;
using NasOrleans.Simulators.Ups.Units;
using NasOrleans.Simulators.Ups.Wire;

namespace NasOrleans.Simulators.Ups.Commands;

/// <summary>GET VAR ups1 ups.status and its kin. Names are told back as they were spelt.</summary>
internal static class GetCommands
{
    public static void Get(Request request)
    {
        if (request.Count >= 1 && request.Is(0, "TRACKING") && request.Release >= NutRelease.V28) GetTracking(request);
        else if (request.Count < 2) request.Refuse(Errors.InvalidArgument);
        else if (request.Is(0, "NUMLOGINS")) GetLogins(request);
        else if (request.Is(0, "UPSDESC")) GetUpsDescription(request);
        else if (request.Count < 3) request.Refuse(Errors.InvalidArgument);
        else if (request.Is(0, "VAR")) GetVariable(request);
        else if (request.Is(0, "TYPE")) GetKind(request);
        else if (request.Is(0, "DESC")) GetDescription(request, "DESC");
        else if (request.Is(0, "CMDDESC")) GetDescription(request, "CMDDESC");
        else request.Refuse(Errors.InvalidArgument);
    }

    /// <summary>A forced shutdown stands before whatever the driver says.</summary>
    public static string Shown(SimulatedUps ups, Value value) =>
        ups.IsForced && value.Variable.Name == "ups.status" ? $"FSD {value.Text}" : value.Text;

    private static void GetTracking(Request request)
    {
        if (request.Count < 2) request.Say(request.Client.Tracks ? "ON" : "OFF");
        else if (!request.Client.Tracks) request.Refuse(Errors.FeatureNotConfigured);
        else request.Say(request.Server.Tracking.Of(request[1]));
    }

    private static void GetLogins(Request request)
    {
        if (request.FindAvailable(request[1]) is { } ups) request.Say($"NUMLOGINS {request[1]} {request.Server.LoginsTo(ups)}");
    }

    private static void GetUpsDescription(Request request)
    {
        var ups = request.Release == NutRelease.V24 ? request.FindAvailable(request[1]) : request.Find(request[1]);
        if (ups is not null) request.Say($"UPSDESC {request[1]} {Answer.Quoted(ups.Description ?? "Unavailable")}");
    }

    private static void GetVariable(Request request)
    {
        if (request[2].StartsWith("server.", StringComparison.OrdinalIgnoreCase))
        {
            GetServerVariable(request);
            return;
        }
        if (request.FindAvailable(request[1]) is not { } ups) return;
        if (Find(ups, request[2]) is { } value) request.Say($"VAR {request[1]} {request[2]} {Answer.Quoted(Shown(ups, value))}");
        else request.Refuse(Errors.VariableNotSupported);
    }

    // Whatever the name of the UPS.
    private static void GetServerVariable(Request request)
    {
        if (request.Is(2, "server.info")) request.Say($"VAR {request[1]} server.info \"{ServerCommands.Banner(request.Release)}\"");
        else if (request.Is(2, "server.version")) request.Say($"VAR {request[1]} server.version \"{request.Release.Version()}\"");
        else request.Refuse(Errors.VariableNotSupported);
    }

    private static void GetKind(Request request)
    {
        if (request.FindAvailable(request[1]) is not { } ups) return;
        if (Find(ups, request[2]) is { } value) request.Say($"TYPE {request[1]} {request[2]}{Kind(value.Variable, request.Release)}");
        else request.Refuse(Errors.VariableNotSupported);
    }

    private static string Kind(Variable variable, NutRelease release)
    {
        var kind = variable.IsWritable ? " RW" : "";
        var hasRanges = variable.Ranges.Length > 0 && release >= NutRelease.V26;
        if (variable.Choices.Length > 0) kind += " ENUM";
        // Up to 2.7 the first of them is all that is said.
        if (variable.Choices.Length > 0 && release < NutRelease.V28) return kind;
        if (hasRanges) kind += " RANGE";
        if (hasRanges && release < NutRelease.V28) return kind;
        if (variable.Length > 0) return $"{kind} STRING:{variable.Length}";
        return kind + (release >= NutRelease.V274 ? " NUMBER" : " UNKNOWN");
    }

    private static void GetDescription(Request request, string word)
    {
        if (request.FindAvailable(request[1]) is not null) request.Say($"{word} {request[1]} {request[2]} \"{Descriptions.Of(request[2])}\"");
    }

    private static Value? Find(SimulatedUps ups, string name)
    {
        foreach (var value in ups.Look(ups.Values))
        {
            if (string.Equals(value.Variable.Name, name, StringComparison.OrdinalIgnoreCase)) return value;
        }
        return null;
    }
}
