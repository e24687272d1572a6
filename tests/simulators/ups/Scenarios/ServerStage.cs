using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Simulators.Ups.Faults;
using NasOrleans.Simulators.Ups.Server;

namespace NasOrleans.Simulators.Ups.Scenarios;

/// <summary>What can happen to a server: each fault by its name, end-of-NAME for its end, restart, cut and reset. Servers are numbered from 1.</summary>
internal sealed class ServerStage(ImmutableArray<NutServer> servers) : IStage
{
    private const string EndOf = "end-of-";

    public static IEnumerable<string> Names => Enum.GetValues<ServerFault>().Select(FaultNames.Of).Concat(["restart", "cut", "clear"]);

    public string Name => "server";

    public string? Refuse(ScenarioStep step)
    {
        if (step.What is not ("restart" or "cut" or "clear") && Fault(step.What) is null) return $"nothing is called '{step.What}'; there is {string.Join(", ", Names)}";
        return Meant(step).Any() ? null : $"no server is called '{step.Target}'; they are numbered from 1";
    }

    public string? Opposite(string what) => FaultNames.Parse<ServerFault>(what) is null ? null : EndOf + what;

    public void Play(ScenarioStep step)
    {
        foreach (var server in Meant(step)) Do(server, step);
    }

    private static void Do(NutServer server, ScenarioStep step)
    {
        switch (step.What)
        {
            case "restart":
                server.Restart();
                break;
            case "cut":
                server.CutAll(abruptly: true);
                break;
            case "clear":
                server.Faults.ClearAll();
                break;
            default:
                if (step.Arguments.ContainsKey("seconds")) server.Faults.Slowness = TimeSpan.FromSeconds(step.Number("seconds", 5));
                server.Faults.Set(Fault(step.What)!.Value, !step.What.StartsWith(EndOf, StringComparison.Ordinal));
                break;
        }
    }

    private static ServerFault? Fault(string what) => FaultNames.Parse<ServerFault>(what.StartsWith(EndOf, StringComparison.Ordinal) ? what[EndOf.Length..] : what);

    private IEnumerable<NutServer> Meant(ScenarioStep step) => servers.Where((_, at) => step.Is((at + 1).ToString(CultureInfo.InvariantCulture)));
}
