using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Api;

/// <summary>Settings of the HTTP surface. Every default is safe as it stands; only the key folder has none, the host names it.</summary>
public sealed class ApiOptions
{
    [Description("Where the keys that protect session cookies are kept, so that a restart signs nobody out.")]
    [Required, Browsable(false)]
    public string KeyFolder { get; set; } = "";

    [Description("The interval of connections that are made without one.")]
    [Browsable(false)]
    public TimeSpan PollInterval { get; set; } = ConnectionConfig.DefaultPollInterval;

    [Description("Whether NAS systems are asked and told anything at all.")]
    [Browsable(false)]
    public bool Polls { get; set; } = true;

    [Description("Largest body of a request.")]
    [Range(1024, 1L << 30), DataType("size")]
    public long MaxBodyBytes { get; set; } = 1 << 20;

    [Description("Deepest nesting of a JSON body.")]
    [Range(4, 64)]
    public int MaxJsonDepth { get; set; } = 32;

    [Description("Requests of one caller per second in the long run; ingest keys have their own, larger share.")]
    [Range(1, 1_000_000)]
    public int RequestsPerSecond { get; set; } = 200;

    [Description("Requests of one caller at once, beyond the long run.")]
    [Range(1, 1_000_000)]
    public int RequestBurst { get; set; } = 400;

    [Description("Requests of one ingest key per second.")]
    [Range(1, 1_000_000)]
    public int IngestPerSecond { get; set; } = 5000;

    [Description("Attempts per minute to sign in or to set up, from one address.")]
    [Range(1, 10_000)]
    public int SignInsPerMinute { get; set; } = 10;

    [Description("How long a session lasts.")]
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    [Description("How often users and keys are read again, and so how late a revoked key is refused on another node.")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")]
    public TimeSpan AccessRefresh { get; set; } = TimeSpan.FromSeconds(1);

    [Description("How long users and keys that cannot be read again are still trusted.")]
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan AccessMaxAge { get; set; } = TimeSpan.FromMinutes(5);

    [Description("How often the fleet view pulls what changed.")]
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")]
    public TimeSpan ViewInterval { get; set; } = TimeSpan.FromSeconds(1);

    [Description("How often a silent feed shows that it lives.")]
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan FeedHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    [Description("Changes that wait for one slow reader of the feed before it is told to start over.")]
    [Range(1, 100_000)]
    public int FeedBuffer { get; set; } = 1024;

    [Description("Feeds that one caller may hold open.")]
    [Range(1, 10_000)]
    public int FeedsPerCaller { get; set; } = 20;
}
