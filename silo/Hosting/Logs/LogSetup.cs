using System.Globalization;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Display;

namespace NasOrleans.Silo.Hosting;

/// <summary>A readable console and JSON lines in files, both in the zone that was asked for.</summary>
internal static class LogSetup
{
    /// <summary>The message alone, texts in it without quotes.</summary>
    public static MessageTemplateTextFormatter Message { get; } = new("{Message:lj}", CultureInfo.InvariantCulture);

    public static void AddLogs(this WebApplicationBuilder builder, NasSettings settings, DataFolder data, HostMode mode)
    {
        var logger = Create(settings, data, mode);
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddSerilog(logger, dispose: true);
    }

    private static Logger Create(NasSettings settings, DataFolder data, HostMode mode)
    {
        var options = settings.Log;
        var zone = options.TimeZone is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Local;
        var framework = Max(Level(options.Level), Level(options.FrameworkLevel));
        var logs = new LoggerConfiguration()
            .MinimumLevel.Is(Level(options.Level))
            .MinimumLevel.Override("Microsoft", framework)
            .MinimumLevel.Override("System", framework)
            .MinimumLevel.Override("Orleans", framework)
            // A line for each request without a good key would let anybody wash the log away; the audit has the sign-ins.
            .MinimumLevel.Override("NasOrleans.Api.Security", Max(Level(options.Level), LogEventLevel.Warning))
            // It warns on every first start that session keys are stored in the clear; the folder's mode guards them.
            .MinimumLevel.Override("Microsoft.AspNetCore.DataProtection.KeyManagement.XmlKeyManager", LogEventLevel.Error);
        if (options.Console) logs.WriteTo.Logger(console => Console(console, zone, mode));
        if (options.File)
        {
            logs.WriteTo.File(
                new JsonLine(zone), Path.Combine(data.Logs, "nas.json"),
                fileSizeLimitBytes: options.FileSize, rollOnFileSizeLimit: true, retainedFileCountLimit: options.FilesKept);
        }

        return logs.CreateLogger();
    }

    private static void Console(LoggerConfiguration console, TimeZoneInfo zone, HostMode mode)
    {
        console.Filter.ByExcluding(log => IsStartUpFault(log) || IsAdviceOnGarbageCollection(log));
        // Beside a verb, standard output is the verb's answer.
        if (mode is HostMode.Headless) console.MinimumLevel.Error().WriteTo.Console(new ConsoleLine(zone), standardErrorFromLevel: LevelAlias.Minimum);
        else console.WriteTo.Console(new ConsoleLine(zone));
    }

    // The framework logs a fault of the start with its stack before it throws it; the operator gets our one line instead,
    // and the file has the rest.
    private static bool IsStartUpFault(LogEvent log) =>
        log.Exception is not null && Source(log) is "Microsoft.Extensions.Hosting.Internal.Host" or "Microsoft.AspNetCore.Server.Kestrel"
        && log.MessageTemplate.Text is "Hosting failed to start" or "Unable to start Kestrel.";

    // A small box is better off without the server's collector, whatever Orleans advises at each start.
    private static bool IsAdviceOnGarbageCollection(LogEvent log) =>
        Source(log) is "Orleans.Runtime.Silo" or "Orleans.Silo" && log.MessageTemplate.Text.Contains("ServerGC", StringComparison.Ordinal);

    internal static string Source(LogEvent log) =>
        log.Properties.TryGetValue(Constants.SourceContextPropertyName, out var value) && value is ScalarValue { Value: string source } ? source : "";

    private static LogEventLevel Level(LogVerbosity verbosity) => Enum.Parse<LogEventLevel>(verbosity.ToString());

    private static LogEventLevel Max(LogEventLevel a, LogEventLevel b) => a > b ? a : b;
}
