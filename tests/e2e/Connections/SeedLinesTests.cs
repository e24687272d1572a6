using System.Diagnostics;
using System.Text.Json;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Connections;

/// <summary>
/// The lines that operators of Pulse have in their runbooks, word for word but for host and port, run with curl and jq against the
/// running program.
/// </summary>
public sealed class SeedLinesTests
{
    private const string List = """curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/truenas/connections | jq .""";

    private const string Add = """
        curl -s "${AUTH_HEADER[@]}" \
          -X POST http://localhost:7655/api/truenas/connections \
          -H "Content-Type: application/json" \
          -d '{"name":"nas-1","host":"truenas.local","api_key":"REPLACE_ME"}' | jq .
        """;

    private const string Test = """
        curl -s "${AUTH_HEADER[@]}" \
          -X POST http://localhost:7655/api/truenas/connections/test \
          -H "Content-Type: application/json" \
          -d '{"name":"nas-1","host":"truenas.local","api_key":"REPLACE_ME"}' | jq .
        """;

    private const string Unified = """
        curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/v2/resources \
          | jq '.data[] | select((.sources // []) | index("truenas"))'
        """;

    private const string Legacy = """
        curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/resources \
          | jq '.resources[] | select(.platformType == "truenas")'
        """;

    private const string Statuses = """
        curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/v2/resources | jq '
          .data[]
          | select((.sources // []) | index("truenas"))
          | {
              id,
              name,
              resourceStatus: .status,
              truenasSourceStatus: (.sourceStatus.truenas.status // "missing")
            }'
        """;

    private const string Ids = """curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/truenas/connections | jq -r '.[].id'""";

    private const string KillSwitch = """
        for id in $(curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/truenas/connections | jq -r '.[].id'); do
          curl -s "${AUTH_HEADER[@]}" -X DELETE "http://localhost:7655/api/truenas/connections/$id" | jq .
        done
        """;

    private const string Sources = """
        curl -s "${AUTH_HEADER[@]}" http://localhost:7655/api/v2/resources | jq '
          .data[]
          | select((.sources // []) | index("truenas"))
          | {id, name, truenasSourceStatus: (.sourceStatus.truenas.status // "missing")}'
        """;

    [FactNeeding("jq", "jq")]
    public async Task Lines_FromEnableToKillSwitch_DoWhatTheySay()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new());
        await using var nas = await NasProcess.StartAsync(new Dictionary<string, string> { ["NAS_SYSTEMS_STALE_AFTER"] = "10s", ["NAS_SYSTEMS_OFFLINE_AFTER"] = "10m", ["NAS_SYSTEMS_TICK_PERIOD"] = "1s" });
        var shell = new Shell(nas, await nas.KeyAsync("admin"), fleet.Systems[0]);

        Assert.Equal("[]", (await shell.Run(List)).Trim());
        var test = JsonElement.Parse(await shell.Run(Test));
        Assert.Equal(("truenas_connection_failed", fleet.Systems[0].Fingerprint), (test.GetProperty("code").GetString(), test.GetProperty("fingerprint").GetString()));

        var id = JsonElement.Parse(await shell.Run(Add)).GetProperty("id").GetString()!;
        Assert.Equal(id, (await shell.Run(Ids)).Trim());
        Assert.NotEmpty((await shell.Run(Unified)).Trim());
        Assert.NotEmpty((await shell.Run(Legacy)).Trim());

        await shell.Accept(id);
        await Eventually.IsTrue(async () => (await shell.Run(Statuses)).Contains("\"truenasSourceStatus\": \"online\"", StringComparison.Ordinal), "the source is online");
        Assert.Contains("\"physical_disk\"", await shell.Run(Legacy), StringComparison.Ordinal);

        Assert.Contains("\"success\": true", await shell.Run(KillSwitch), StringComparison.Ordinal);
        Assert.Equal("[]", (await shell.Run(List)).Trim());
        Assert.Equal("", (await shell.Run(Ids)).Trim());
        await Eventually.IsTrue(async () => !(await shell.Run(Sources)).Contains("online", StringComparison.Ordinal), "the sources are stale");
        var stale = await shell.Run(Statuses);
        Assert.Contains("\"truenasSourceStatus\": \"stale\"", stale, StringComparison.Ordinal);
        Assert.Contains("\"resourceStatus\": \"warning\"", stale, StringComparison.Ordinal);
    }

    private sealed class Shell(NasProcess nas, string key, Appliance appliance)
    {
        public async Task<string> Run(string lines)
        {
            var script = "set -euo pipefail\nAUTH_HEADER=(-H \"Authorization: Bearer $PULSE_TOKEN\")\n" + lines
                .Replace("http://localhost:7655", nas.Http.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal)
                .Replace("truenas.local", $"{appliance.Host}:{appliance.Port}", StringComparison.Ordinal)
                .Replace("REPLACE_ME", appliance.ApiKey, StringComparison.Ordinal);
            var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false };
            start.Environment["PULSE_TOKEN"] = key;
            using var bash = Process.Start(start)!;
            var errors = bash.StandardError.ReadToEndAsync();
            var output = await bash.StandardOutput.ReadToEndAsync();
            await bash.WaitForExitAsync();
            Assert.True(bash.ExitCode == 0, $"exit code {bash.ExitCode}: {await errors}{output}");
            return output;
        }

        public async Task Accept(string id)
        {
            var body = new { name = "nas-1", host = $"{appliance.Host}:{appliance.Port}", apiKey = "********", fingerprint = appliance.Fingerprint };
            using var answer = await nas.Local.PutAsJsonAsync("/api/truenas/connections/" + id, body);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
