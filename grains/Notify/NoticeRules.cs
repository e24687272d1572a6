using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NasOrleans.Notify;

internal enum Delivery
{
    Sent,

    /// <summary>Perhaps next time.</summary>
    Later,

    /// <summary>It will never be taken.</summary>
    Never,
}

/// <summary>How notices become messages, and what is made of the answer.</summary>
internal static class NoticeRules
{
    /// <summary>As many as Discord takes in one message.</summary>
    public const int MostInOne = 10;

    public const int MostWaiting = 1000;

    public static readonly TimeSpan SendWithin = TimeSpan.FromSeconds(3);
    public static readonly TimeSpan DroppedAfter = TimeSpan.FromHours(1);

    private const int LongestTitle = 100;
    private const int LongestText = 400;
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(5);

    public static Delivery Judge(int status) => status switch
    {
        >= 200 and < 300 => Delivery.Sent,
        408 or 425 or 429 or >= 500 => Delivery.Later,
        _ => Delivery.Never,
    };

    /// <summary>After so many failures in a row; whoever says how long it wants to be left alone is left alone for that long.</summary>
    public static TimeSpan Pause(int failures, TimeSpan? asked)
    {
        var own = TimeSpan.FromSeconds(5 * Math.Pow(2, Math.Clamp(failures - 1, 0, 10)));
        var wanted = asked > own ? asked.Value : own;
        return wanted < LongestPause ? wanted : LongestPause;
    }

    public static string ForDiscord(IReadOnlyList<Notice> notices, string installation, int dropped) => new JsonObject
    {
        ["username"] = "NasOrleans",
        ["content"] = dropped > 0 ? Lost(dropped) : "",
        // Nobody is called by what a UPS or a host is named.
        ["allowed_mentions"] = new JsonObject { ["parse"] = new JsonArray() },
        ["embeds"] = new JsonArray([.. notices.Select(notice => (JsonNode)new JsonObject
        {
            ["title"] = Cut(notice.Title, LongestTitle),
            ["description"] = Cut(notice.Text, LongestText),
            ["color"] = Colour(notice.Level),
            ["timestamp"] = Moment(notice.At),
            ["footer"] = new JsonObject { ["text"] = Cut(installation, LongestTitle) },
        })]),
    }.ToJsonString();

    public static string ForAnybody(IReadOnlyList<Notice> notices, string installation, int dropped) => new JsonObject
    {
        ["installation"] = installation,
        ["dropped"] = dropped,
        ["notices"] = new JsonArray([.. notices.Select(notice => (JsonNode)new JsonObject
        {
            ["at"] = Moment(notice.At),
            ["level"] = JsonNamingPolicy.CamelCase.ConvertName(notice.Level.ToString()),
            ["tenant"] = notice.Tenant,
            ["subject"] = notice.Subject,
            ["title"] = notice.Title,
            ["text"] = notice.Text,
        })]),
    }.ToJsonString();

    private static string Lost(int dropped) => string.Create(CultureInfo.InvariantCulture, $"{dropped} earlier notices could not be sent");

    private static string Moment(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);

    private static string Cut(string text, int length) => text.Length <= length ? text : text[..(length - 1)] + "…";

    private static int Colour(NoticeLevel level) => level switch
    {
        NoticeLevel.Critical => 0xD32F2F,
        NoticeLevel.Warning => 0xF57C00,
        NoticeLevel.Good => 0x388E3C,
        _ => 0x1976D2,
    };
}
