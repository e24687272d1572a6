using System.Diagnostics;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.Ups.Hosting;

namespace NasOrleans.Tests.E2e.Power;

public sealed class PowerApiTests
{
    [FactNeeding("promtool", "prometheus")]
    public async Task Source_SetOverTheApi_IsWatchedAfterAKillAndShownToPrometheus()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Wait = TimeSpan.Zero });
        await using var nas = await NasProcess.StartAsync(null, "--telemetry.prometheusAllow", "127.0.0.0/8");
        await SetAsync(nas, fleet);
        await nas.KillAsync();

        await nas.StartAgainAsync();
        await Metrics(nas, "\nnas_roster_awake 1\n");
        await Metrics(nas, "network_ups_tools_ups_status{ups=\"rack\",flag=\"OL\"} 1\n");
        fleet.Units[0].LoseMains();
        var text = await Metrics(nas, "nas_power_standing{source=\"rack\",standing=\"on_battery\"} 1\n");

        Assert.Contains("network_ups_tools_ups_status{ups=\"rack\",flag=\"OB\"} 1\n", text);
        Assert.Contains("\nnetwork_ups_tools_battery_charge{ups=\"rack\"} ", text);
        Assert.Contains("\nnas_power_contact_age_seconds{source=\"rack\"} ", text);
        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false })!;
        await promtool.StandardInput.WriteAsync(text);
        promtool.StandardInput.Close();
        var said = await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.Equal((0, ""), (promtool.ExitCode, said));
    }

    [Fact]
    public async Task Source_WhileStorageIsBroken_IsListedAndChangedAllTheSame()
    {
        await using var fleet = await UpsFleet.StartAsync(new UpsFleetOptions { Wait = TimeSpan.Zero });
        await using var nas = await NasProcess.StartAsync();
        await SetAsync(nas, fleet);
        await nas.StopAsync();
        var state = Path.Combine(nas.Data, "state.db");
        await File.WriteAllBytesAsync(state, [.. Enumerable.Repeat((byte)0xff, 8192)]);

        await nas.LaunchAsync();
        fleet.Units[0].LoseMains();

        await Eventually.IsTrue(async () =>
        {
            var list = await nas.Local.GetFromJsonAsync<JsonObject>("/api/v1/power/sources");
            return list!["items"]!.AsArray() is [{ } only] && only["standing"]!.GetValue<string>() == "onBattery";
        });
        using var reset = await nas.Local.PostAsJsonAsync("/api/v1/power/sources/rack/reset", new { confirm = "Rack", reason = "A drill" });
        Assert.Equal(HttpStatusCode.OK, reset.StatusCode);
    }

    private static async Task SetAsync(NasProcess nas, UpsFleet fleet)
    {
        using var made = await nas.Local.PutAsJsonAsync("/api/v1/power/sources/rack", new { name = "Rack", ups = new { server = new { host = "127.0.0.1", port = fleet.Server.Port }, ups = "ups1" } });
        Assert.Equal(HttpStatusCode.Created, made.StatusCode);
    }

    private static async Task<string> Metrics(NasProcess nas, string line)
    {
        var text = "";
        await Eventually.IsTrue(async () => (text = await nas.Http.GetStringAsync("/metrics")).Contains(line, StringComparison.Ordinal), line);
        return text;
    }
}
