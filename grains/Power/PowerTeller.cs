using System.Text.Json;
using NasOrleans.History;
using NasOrleans.Notify;
using NasOrleans.Power.Groups.Shown;
using NasOrleans.Power.Sources;

namespace NasOrleans.Power;

/// <summary>Hands a change on to history and to people. Neither is waited for.</summary>
internal sealed class PowerTeller(IEventLog events, INotices notices)
{
    /// <param name="subject">As <c>noun:id</c>.</param>
    public void Tell(TenantId tenant, string subject, string name, PowerNote note)
    {
        var numbers = JsonSerializer.Serialize(new { note.Severity, note.From, note.To, note.Numbers }, StateJson.Options);
        events.Post(new() { At = note.At, Tenant = tenant.Value, Subject = subject, Kind = "power." + note.Kind.ToString().ToLowerInvariant(), Text = note.Text, Data = numbers });
        notices.Post(new() { At = note.At, Level = Level(note.Severity), Tenant = tenant.Value, Subject = subject, Title = name, Text = note.Text });
    }

    /// <param name="tenant">Whose it is.</param>
    /// <param name="subject">As <c>noun:id</c>.</param>
    /// <param name="name">As people know it.</param>
    /// <param name="at">When it was decided.</param>
    /// <param name="news">What changed; people hear of single steps only when one goes wrong.</param>
    /// <param name="data">The numbers, as JSON.</param>
    public void Tell(TenantId tenant, string subject, string name, DateTimeOffset at, GroupNews news, string? data)
    {
        events.Post(new() { At = at, Tenant = tenant.Value, Subject = subject, Kind = news.Kind, Text = news.Text, Data = data });
        if (news is { Step: not null, Severity: PowerSeverity.Info }) return;
        notices.Post(new() { At = at, Level = Level(news.Severity), Tenant = tenant.Value, Subject = subject, Title = name, Text = news.Text });
    }

    private static NoticeLevel Level(PowerSeverity severity) => severity switch
    {
        PowerSeverity.Critical => NoticeLevel.Critical,
        PowerSeverity.Warning => NoticeLevel.Warning,
        PowerSeverity.Good => NoticeLevel.Good,
        _ => NoticeLevel.Info,
    };
}
