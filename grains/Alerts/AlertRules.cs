namespace NasOrleans.Alerts;

internal static class AlertRules
{
    private const int ClearedKept = 50;

    /// <summary>A condition that comes back is a new alert: nobody has acknowledged it yet.</summary>
    public static AlertBookState Raise(AlertBookState book, AlertReport report, DateTimeOffset now)
    {
        var known = book.Alerts.FirstOrDefault(alert => alert.Key == report.Key);
        if (known is not { ClearedAt: null })
            return Put(book, new Alert { Key = report.Key, Severity = report.Severity, Message = report.Message, RaisedAt = now, ChangedAt = now });
        if (known.Severity == report.Severity && known.Message == report.Message) return book;
        return Put(book, known with { Severity = report.Severity, Message = report.Message, ChangedAt = now });
    }

    public static AlertBookState Clear(AlertBookState book, string key, DateTimeOffset now) =>
        Active(book, key) is { } alert ? Put(book, alert with { ClearedAt = now, ChangedAt = now }) : book;

    public static (AlertBookState Book, Alert? Alert) Acknowledge(AlertBookState book, string key, string by, DateTimeOffset now)
    {
        if (Active(book, key) is not { } alert) return (book, null);
        if (alert.AcknowledgedBy is not null) return (book, alert);
        var acknowledged = alert with { AcknowledgedBy = by, AcknowledgedAt = now, ChangedAt = now };
        return (Put(book, acknowledged), acknowledged);
    }

    private static Alert? Active(AlertBookState book, string key) =>
        book.Alerts.FirstOrDefault(alert => alert.Key == key && alert.ClearedAt is null);

    private static AlertBookState Put(AlertBookState book, Alert alert)
    {
        var others = book.Alerts.Where(other => other.Key != alert.Key);
        var ordered = others.Prepend(alert).OrderByDescending(other => other.ClearedAt is null).ThenByDescending(other => other.ChangedAt).ToArray();
        var active = ordered.Count(other => other.ClearedAt is null);
        return new() { Alerts = [.. ordered.Take(active + ClearedKept)] };
    }
}
