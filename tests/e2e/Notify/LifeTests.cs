namespace NasOrleans.Tests.E2e.Notify;

public sealed class LifeTests
{
    [Fact]
    public async Task StartAndStop_AreTold_AndAPlaceThatIsDeafHoldsUpNeither()
    {
        await using var webhook = new WebhookSink();
        await using var deaf = new WebhookSink { Status = null };
        await using var nas = await NasProcess.StartAsync(new Dictionary<string, string> { ["NAS_NOTIFY_WEBHOOK"] = webhook.Url, ["DISCORD_WEBHOOK_URL"] = deaf.Url, ["NAS_NOTIFY_NAME"] = "cellar" });
        await Eventually.IsTrue(() => webhook.Bodies.Length == 1);

        Assert.Equal(0, await nas.StopAsync());

        Assert.Equal(2, webhook.Bodies.Length);
        Assert.Contains("It watches from now on", webhook.Bodies[0], StringComparison.Ordinal);
        Assert.Contains("It stops", webhook.Bodies[1], StringComparison.Ordinal);
        Assert.All(webhook.Bodies, body => Assert.Contains("\"cellar\"", body, StringComparison.Ordinal));
        // The address is as good as a password.
        Assert.DoesNotContain("/hook", nas.Console, StringComparison.Ordinal);
    }
}
