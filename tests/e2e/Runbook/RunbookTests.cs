using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Runbook;

/// <summary>deploy/runbook.md, as somebody follows it from top to bottom against the running program and a simulated NAS.</summary>
public sealed class RunbookTests
{
    private static readonly IReadOnlyList<RunbookStep> Steps = RunbookStep.Read(Path.Combine(Repository.Root, "deploy", "runbook.md"));

    [FactNeeding("jq", "jq")]
    public async Task Commands_InOrder_AllWork()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        await using var nas = await NasProcess.StartAsync(new Dictionary<string, string> { ["NAS_SYSTEMS_STALE_AFTER"] = "10s" });
        var system = fleet.Systems[0];
        await using var shell = new Shell(nas.Folder.Root, new Dictionary<string, string>
        {
            ["NAS_HOST"] = $"{system.Host}:{system.Port}",
            ["TRUENAS_API_KEY"] = system.ApiKey,
            ["NAS_DATA"] = nas.Data,
        });
        await WriteWrapperAsync(nas);
        // One that never worked must not hold up anybody who waits for the others.
        await nas.ConnectAsync("never", "never", "127.0.0.1", 9, "1-key", system.Fingerprint);

        foreach (var step in Steps.Where(step => step.Language == "bash"))
        {
            if (step.Restart?.Split('=') is [var variable, var value])
            {
                nas.Set(variable, value);
                await nas.StopAsync();
                await nas.StartAgainAsync();
            }

            await shell.RunAsync($"NAS_URL={nas.Http.BaseAddress!.ToString().TrimEnd('/')}");
            if (!step.IsForTheHostAlone) await shell.RunAsync(step.Text);
        }
    }

    [Fact]
    public void Commands_ForTheHost_AreBash()
    {
        var host = Steps.Where(step => step is { Language: "bash", IsForTheHostAlone: true }).ToArray();
        Assert.NotEmpty(host);
        Assert.All(host, step => Assert.Equal((0, ""), Shell.CheckSyntax(step.Text)));
    }

    [Fact]
    public void Blocks_All_AreOfAKindThatIsTested() => Assert.All(Steps, step => Assert.Contains(step.Language, (string[])["bash", "promql"]));

    [FactNeeding("prometheus", "prometheus")]
    public async Task Queries_OverAScrapedProgram_Run()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        await using var nas = await NasProcess.StartAsync(null, "--telemetry.prometheusAllow", "127.0.0.0/8");
        await ConnectAsync(nas, fleet);
        await using var prometheus = await PrometheusServer.StartAsync(nas.Http.BaseAddress!);
        await Eventually.IsTrue(async () => await prometheus.CountAsync("pulse_monitor_poll_total") > 0, "the first poll was scraped");

        var queries = Steps.Where(step => step.Language == "promql").Select(step => step.Text).ToArray();
        Assert.NotEmpty(queries);
        foreach (var query in queries) await prometheus.QueryAsync(query);
        foreach (var metric in queries.SelectMany(PrometheusServer.MetricsOf).Distinct())
            Assert.True(await prometheus.CountAsync(metric) > 0, $"{metric} is asked for and never told.");
    }

    private static async Task ConnectAsync(NasProcess nas, TrueNasFleet fleet)
    {
        var system = fleet.Systems[0];
        await nas.ConnectAsync("nas-1", "nas-1", system.Host, system.Port, system.ApiKey, system.Fingerprint);
        await nas.ConnectAsync("nas-2", "nas-2", system.Host, system.Port, "1-wrong", system.Fingerprint);
    }

    private static async Task WriteWrapperAsync(NasProcess nas)
    {
        var wrapper = nas.Folder.File("nas");
        await File.WriteAllTextAsync(wrapper, $"#!/bin/sh\nexec dotnet '{NasProgram.Program}' \"$@\" --data '{nas.Data}'\n");
        File.SetUnixFileMode(wrapper, UnixFileMode.UserRead | UnixFileMode.UserExecute);
    }
}
