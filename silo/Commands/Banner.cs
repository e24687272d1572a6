using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Hosting;
using NasOrleans.Silo.Telemetry;

namespace NasOrleans.Silo.Commands;

/// <summary>What a person wants to know when it has started.</summary>
internal static partial class Banner
{
    public static void Print(IServiceProvider services, LoadedSettings loaded, TimeSpan took)
    {
        var role = Setting.CamelCase(loaded.Settings.Role.ToString());
        var logger = services.GetRequiredService<ILoggerFactory>().CreateLogger(nameof(NasOrleans));
        LogReady(logger, Instrumentation.Version, role, ActorRuntime.Name, took.TotalSeconds);
        if (loaded.Settings.EnableTruenas) LogPollingOn(logger, DurationText.Format(loaded.Settings.Polling.Interval));
        else LogPollingOff(logger, loaded["enableTruenas"].Origin);
        Console.WriteLine($"""
            NasOrleans {Instrumentation.Version}, role {role}, runtime {ActorRuntime.Name}, ready after {took.TotalSeconds:0.0} s
              data     {Path.GetFullPath(loaded.Settings.Data)}
              config   {loaded.File ?? "no nas.yaml, defaults"}
              address  {Address(services)}
            """);
        if (services.GetService<ProtectionOnly>() is { } only) Console.WriteLine($"  {only.Reason}: only the power is watched");
        if (services.GetService<FirstStart>()?.SetupToken is { } token)
            Console.WriteLine($"  set up   {Address(services)}/ui/setup#token={token} (once, until the next start)");
    }

    /// <summary>The address of the API as a browser takes it.</summary>
    public static string Address(IServiceProvider services) =>
        services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses
            .First(address => !address.Contains("unix:", StringComparison.Ordinal))
            .Replace("[::]", "localhost", StringComparison.Ordinal).Replace("0.0.0.0", "localhost", StringComparison.Ordinal);

    [LoggerMessage(LogEvents.Started, LogLevel.Information, "NasOrleans {Version}, role {Role}, runtime {Runtime}, ready after {Seconds:0.00} s")]
    private static partial void LogReady(ILogger logger, string version, string role, string runtime, double seconds);

    [LoggerMessage(LogEvents.PollingOn, LogLevel.Information, "Polling is on: a NAS is asked every {Interval} unless its connection says otherwise")]
    private static partial void LogPollingOn(ILogger logger, string interval);

    [LoggerMessage(LogEvents.PollingOff, LogLevel.Warning, "Polling is off ({Origin}): no NAS is asked, and what is known of them grows stale")]
    private static partial void LogPollingOff(ILogger logger, string origin);
}
