using System.CommandLine;
using System.CommandLine.Invocation;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Telemetry;

namespace NasOrleans.Silo.Commands;

/// <summary>The version together with the actor runtime that was built in: a report of a fault needs both.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        Console.WriteLine($"{Instrumentation.Version}, runtime {ActorRuntime.Name}");
        return ExitCode.Ok;
    }
}
