using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Telemetry;

namespace NasOrleans.Silo.Hosting;

/// <summary>Puts the process together from its settings.</summary>
internal static class NasHost
{
    public static WebApplication Build(LoadedSettings loaded, HostMode mode)
    {
        var settings = loaded.Settings;
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "NasOrleans", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(loaded.ToConfiguration());
        builder.AddLogs(settings, mode);
        var data = Path.GetFullPath(settings.Data);
        Directory.CreateDirectory(data);
        var socket = new AdminSocket(data);
        socket.RemoveStale();
        builder.AddListeners(settings, socket, mode);
        builder.Services.AddSettings(builder.Configuration);
        builder.Services.AddHostBasics(settings);
        builder.Services.AddTelemetry(settings);
        builder.AddActors(settings);

        var app = builder.Build();
        app.MapHealth();
        app.MapActors(settings);
        if (settings.Telemetry.Prometheus) app.MapMetrics();
        return app;
    }
}
