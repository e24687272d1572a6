using NasOrleans.Alerts;

namespace NasOrleans.Tests.Alerts;

public sealed class AlertRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly AlertReport Hot = new() { Key = "disk.hot", Severity = AlertSeverity.Warning, Message = "52 degrees" };

    [Fact]
    public void Raise_SameConditionAgain_IsOneAlertAndNoWrite()
    {
        var book = AlertRules.Raise(new(), Hot, Now);

        Assert.Same(book, AlertRules.Raise(book, Hot with { }, Now.AddMinutes(1)));
    }

    [Fact]
    public void Raise_WorseThanBefore_KeepsTheAcknowledgement()
    {
        var book = AlertRules.Acknowledge(AlertRules.Raise(new(), Hot, Now), Hot.Key, "ada", Now).Book;

        var alert = Assert.Single(AlertRules.Raise(book, Hot with { Severity = AlertSeverity.Critical }, Now.AddMinutes(1)).Alerts);

        Assert.Equal((AlertSeverity.Critical, "ada", Now), (alert.Severity, alert.AcknowledgedBy, alert.RaisedAt));
    }

    [Fact]
    public void Raise_AfterClear_IsANewAlertThatNobodyHasSeen()
    {
        var book = AlertRules.Acknowledge(AlertRules.Raise(new(), Hot, Now), Hot.Key, "ada", Now).Book;
        book = AlertRules.Clear(book, Hot.Key, Now.AddMinutes(1));

        var alert = Assert.Single(AlertRules.Raise(book, Hot, Now.AddMinutes(2)).Alerts);

        Assert.Equal((null, null, Now.AddMinutes(2)), (alert.AcknowledgedBy, alert.ClearedAt, alert.RaisedAt));
    }

    [Fact]
    public void Clear_UnknownOrAlreadyCleared_IsNoWrite()
    {
        var cleared = AlertRules.Clear(AlertRules.Raise(new(), Hot, Now), Hot.Key, Now);

        Assert.Same(cleared, AlertRules.Clear(cleared, Hot.Key, Now.AddMinutes(1)));
        Assert.Same(cleared, AlertRules.Clear(cleared, "other", Now));
    }

    [Fact]
    public void Acknowledge_SecondPerson_TheFirstStands()
    {
        var book = AlertRules.Acknowledge(AlertRules.Raise(new(), Hot, Now), Hot.Key, "ada", Now).Book;

        var (after, alert) = AlertRules.Acknowledge(book, Hot.Key, "bob", Now.AddMinutes(1));

        Assert.Same(book, after);
        Assert.Equal("ada", alert!.AcknowledgedBy);
    }

    [Fact]
    public void Acknowledge_NothingActive_IsRefused()
    {
        var cleared = AlertRules.Clear(AlertRules.Raise(new(), Hot, Now), Hot.Key, Now);

        Assert.Null(AlertRules.Acknowledge(cleared, Hot.Key, "ada", Now).Alert);
    }

    [Fact]
    public void Clear_ManyAlerts_KeepsEveryActiveOneAndTheLatestCleared()
    {
        var book = new AlertBookState();
        for (var i = 0; i < 200; i++) book = AlertRules.Raise(book, Hot with { Key = "k" + i }, Now.AddSeconds(i));
        for (var i = 0; i < 100; i++) book = AlertRules.Clear(book, "k" + i, Now.AddSeconds(1000 + i));

        Assert.Equal(100, book.Alerts.Count(alert => alert.ClearedAt is null));
        Assert.Equal(50, book.Alerts.Count(alert => alert.ClearedAt is not null));
        Assert.Contains(book.Alerts, alert => alert.Key == "k99");
        Assert.DoesNotContain(book.Alerts, alert => alert.Key == "k0");
    }
}
