using System.Text.RegularExpressions;
using NasOrleans.Simulators.TrueNas.Hosting;

namespace NasOrleans.Tests.E2e.Alerts;

public sealed partial class AlertRulesTests
{
    private static readonly string Rules = Path.Combine(Repository.Root, "deploy", "prometheus", "nas-alerts.yml");

    [FactNeeding("promtool", "prometheus")]
    public void Rules_Checked_AreFine() => Promtool("check", "rules", "--lint=all", "--lint-fatal", Rules);

    [FactNeeding("promtool", "prometheus")]
    public void Rules_OnMadeSeries_FireWhenTheyMustAndOnlyThen() =>
        Promtool("test", "rules", Path.Combine(Repository.Root, "tests", "e2e", "Alerts", "nas-alerts.test.yml"));

    [Fact]
    public async Task Rules_Metrics_AreThoseThatTheProgramShows()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new());
        var appliance = fleet.Systems[0];
        await using var nas = await NasProcess.StartAsync();
        await Connect("good", appliance.Port, appliance.Fingerprint);
        await Connect("bad", appliance.Port, fingerprint: null);
        var wanted = MetricName().Matches(string.Join('\n', File.ReadAllLines(Rules).Where(line => !line.TrimStart().StartsWith('#')))).Select(match => match.Value.Replace("_bucket", "", StringComparison.Ordinal)).Distinct().ToArray();
        Assert.True(wanted.Length > 7);

        await Eventually.IsTrue(async () =>
        {
            var text = await nas.Local.GetStringAsync("/metrics");
            return wanted.All(name => text.Contains($"# TYPE {name} ", StringComparison.Ordinal)) && text.Contains("result=\"success\"", StringComparison.Ordinal);
        }, "every metric that a rule asks for is shown once one NAS was polled and another was not");

        async Task Connect(string id, int port, string? fingerprint)
        {
            using var added = await nas.Local.PostAsJsonAsync("/api/v1/connections", new { id, host = $"127.0.0.1:{port}", apiKey = appliance.ApiKey, fingerprint });
            Assert.Equal(HttpStatusCode.Created, added.StatusCode);
        }
    }

    [Fact]
    public void Rules_Each_HasACase()
    {
        var cases = File.ReadAllText(Path.Combine(Repository.Root, "tests", "e2e", "Alerts", "nas-alerts.test.yml"));
        var alerts = File.ReadAllLines(Rules).Select(line => line.Trim()).Where(line => line.StartsWith("- alert: ", StringComparison.Ordinal)).Select(line => line[9..]).ToArray();

        Assert.True(alerts.Length > 10);
        Assert.All(alerts, alert => Assert.Contains("alertname: " + alert, cases, StringComparison.Ordinal));
    }

    [Fact]
    public void Runbook_QueriesThatAreTriedHere_AreThoseOfTheRunbook()
    {
        var runbook = File.ReadAllLines(Path.Combine(Repository.Root, "deploy", "runbook.md"));
        var tried = File.ReadAllLines(Path.Combine(Repository.Root, "tests", "e2e", "Alerts", "nas-alerts.test.yml"))
            .Select(line => line.Trim()).Where(line => line.StartsWith("expr: ", StringComparison.Ordinal)).Select(line => line["expr: ".Length..].Trim('\'')).ToArray();

        Assert.NotEmpty(tried);
        Assert.All(tried, query => Assert.Contains(query, runbook));
    }

    private static void Promtool(params string[] arguments)
    {
        var (exitCode, output) = SystemProgram.Run("promtool", arguments);
        Assert.True(exitCode == 0, output);
    }

    [GeneratedRegex(@"\b(pulse_monitor|nas)_[a-z_]+\b(?=[{\[\s)<>]|$)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex MetricName();
}
