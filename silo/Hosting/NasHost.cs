using NasOrleans.Api;
using NasOrleans.Secrets;
using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Storage;
using NasOrleans.Silo.Telemetry;

namespace NasOrleans.Silo.Hosting;

/// <summary>Puts the process together from its settings. Hosted services start in the order in which they are added, the web server last.</summary>
internal static class NasHost
{
    public static WebApplication Build(LoadedSettings loaded, DataFolder data, SecretKey key, HostMode mode, ProtectionOnly? only)
    {
        var settings = loaded.Settings;
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = "NasOrleans", ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddConfiguration(loaded.ToConfiguration());
        builder.AddLogs(settings, data, mode);
        builder.AddListeners(settings, new AdminSocket(data.Root), mode);
        builder.Services.AddSettings(builder.Configuration, settings);
        builder.Services.AddHostBasics(settings);
        builder.Services.AddTelemetry(settings);
        if (only is null) builder.Services.AddStorage(settings, data);
        else builder.Services.AddProtectionOnly(only);
        builder.Services.AddJournal(settings, data);
        builder.Services.AddSingleton(new SecretBox(key));
        builder.AddActors(settings);
        builder.Services.AddPower(loaded, mode);
        var isWhole = mode is HostMode.Serve && only is null;
        if (isWhole) builder.Services.AddStanding(loaded);
        builder.Services.AddNasApi(options =>
        {
            builder.Configuration.GetSection("api").Bind(options);
            options.KeyFolder = data.SessionKeys;
            options.PollInterval = settings.Polling.Interval;
            options.Polls = settings.EnableTruenas;
        });
        if (isWhole && settings.Role is not ProcessRole.Silo) builder.Services.AddLiveFleet();
        if (mode is HostMode.Serve && settings.Role is not ProcessRole.Silo) builder.Services.AddLivePower();

        var app = builder.Build();
        app.UseProtectionGate();
        app.UseNasApi();
        app.MapHealth();
        if (settings.Telemetry.Prometheus) app.MapMetrics();
        app.MapActors(settings);
        if (settings.Role is not ProcessRole.Silo) app.MapNasApi();
        return app;
    }
}
