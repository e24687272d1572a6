namespace NasOrleans.Tests.E2e.Alerts;

public sealed class AlertRulesTests
{
    private static readonly string Rules = Path.Combine(Repository.Root, "deploy", "prometheus", "nas-alerts.yml");

    [FactNeeding("promtool", "prometheus")]
    public void Rules_Checked_AreFine() => Promtool("check", "rules", "--lint=all", "--lint-fatal", Rules);

    [FactNeeding("promtool", "prometheus")]
    public void Rules_OnMadeSeries_FireWhenTheyMustAndOnlyThen() =>
        Promtool("test", "rules", Path.Combine(Repository.Root, "tests", "e2e", "Alerts", "nas-alerts.test.yml"));

    [Fact]
    public void Rules_Each_HasACase()
    {
        var cases = File.ReadAllText(Path.Combine(Repository.Root, "tests", "e2e", "Alerts", "nas-alerts.test.yml"));
        var alerts = File.ReadAllLines(Rules).Select(line => line.Trim()).Where(line => line.StartsWith("- alert: ", StringComparison.Ordinal)).Select(line => line[9..]).ToArray();

        Assert.True(alerts.Length > 10);
        Assert.All(alerts, alert => Assert.Contains("alertname: " + alert, cases, StringComparison.Ordinal));
    }

    private static void Promtool(params string[] arguments)
    {
        var (exitCode, output) = SystemProgram.Run("promtool", arguments);
        Assert.True(exitCode == 0, output);
    }
}
