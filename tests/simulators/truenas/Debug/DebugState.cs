using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Jobs;

namespace NasOrleans.Simulators.TrueNas.Debug;

/// <summary>How a NAS is, seen from outside the simulation.</summary>
internal static class DebugState
{
    /// <summary>What one needs to connect, and whether it is up.</summary>
    public static JsonObject Card(Appliance nas) => new()
    {
        ["number"] = nas.Number,
        ["name"] = nas.Name,
        ["release"] = nas.Release.ShortName(),
        ["version"] = nas.Release.Version(),
        ["address"] = nas.Address,
        ["fingerprint"] = nas.IsTls ? nas.Fingerprint : null,
        ["user"] = nas.UserName,
        ["password"] = nas.Password,
        ["apiKey"] = nas.ApiKey,
        ["readOnlyKey"] = nas.ReadOnlyKey,
        ["power"] = nas.Power.State.ToString(),
        ["pairRole"] = nas.PairRole.ToString(),
        ["faults"] = new JsonArray([.. nas.Faults.On.Select(fault => (JsonNode?)FaultBoard.NameOf(fault))]),
    };

    public static JsonObject Of(Appliance nas)
    {
        var state = Card(nas);
        state["bootId"] = nas.Power.BootId.ToString();
        state["timesWentDown"] = nas.Power.TimesWentDown;
        state["openConnections"] = nas.OpenConnections;
        state["clock"] = nas.Clock.GetUtcNow();
        state["drives"] = EstateDebug.Drives(nas.Estate);
        state["jobs"] = new JsonArray([.. nas.Jobs.All.Select(job => (JsonNode?)JobJson.Of(job, nas.Release))]);
        state["received"] = new JsonArray([.. nas.Received.All.Select(call => (JsonNode?)Row(call))]);
        return state;
    }

    private static JsonObject Row(ReceivedCall call) => new()
    {
        ["method"] = call.Method,
        ["arguments"] = call.Arguments,
        ["at"] = call.At,
        ["bootId"] = call.BootId.ToString(),
        ["power"] = call.State.ToString(),
        ["transport"] = call.Transport,
        ["user"] = call.User,
    };
}
