using System.Diagnostics;

namespace NasOrleans.Tests.E2e;

public sealed class MetricsTests
{
    [Fact]
    public async Task Metrics_AllowedNetwork_ReadWithoutAKey()
    {
        await using var nas = await NasProcess.StartAsync(null, "--telemetry.prometheusAllow", "10.0.0.0/8,127.0.0.0/8");
        Assert.Equal(HttpStatusCode.OK, await nas.StatusAsync("/metrics"));
        Assert.Equal(HttpStatusCode.Unauthorized, await nas.StatusAsync("/api/v1/systems"));
    }

    [Fact]
    public async Task Metrics_KeyForIngest_Refused()
    {
        await using var nas = await NasProcess.StartAsync();
        nas.Http.DefaultRequestHeaders.Add("X-Api-Key", await nas.KeyAsync("ingest"));
        Assert.Equal(HttpStatusCode.Forbidden, await nas.StatusAsync("/metrics"));
    }

    [FactNeeding("promtool", "prometheus")]
    public async Task Metrics_UnderUse_PromtoolAcceptsThem()
    {
        await using var nas = await NasProcess.StartAsync();
        nas.Http.DefaultRequestHeaders.Add("X-Api-Key", await nas.KeyAsync("viewer"));
        await nas.StatusAsync("/api/v1/systems");
        await nas.StatusAsync("/nowhere");
        await Eventually.IsTrue(async () => (await nas.Http.GetStringAsync("/metrics")).Contains("nas_waker_round_duration_seconds_count", StringComparison.Ordinal), "the waker has made a round");
        using var response = await nas.Http.GetAsync("/metrics");
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", response.Content.Headers.ContentType!.ToString());

        using var promtool = Process.Start(new ProcessStartInfo("promtool", ["check", "metrics"]) { RedirectStandardInput = true, RedirectStandardError = true, UseShellExecute = false })!;
        await promtool.StandardInput.WriteAsync(await response.Content.ReadAsStringAsync());
        promtool.StandardInput.Close();
        var said = await promtool.StandardError.ReadToEndAsync();
        await promtool.WaitForExitAsync();
        Assert.Equal((0, ""), (promtool.ExitCode, said));
    }
}
