using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Api;

/// <summary>Settings of the HTTP surface. Every default is safe as it stands; only the key folder has none.</summary>
public sealed class ApiOptions
{
    /// <summary>Where the keys that protect session cookies are kept, so that a restart signs nobody out.</summary>
    [Required] public string KeyFolder { get; set; } = "";

    [Range(1024, 1L << 30)] public long MaxBodyBytes { get; set; } = 1 << 20;

    [Range(4, 64)] public int MaxJsonDepth { get; set; } = 32;

    /// <summary>Requests of one caller in the long run; ingest keys have their own, larger share.</summary>
    [Range(1, 1_000_000)] public int RequestsPerSecond { get; set; } = 200;

    [Range(1, 1_000_000)] public int RequestBurst { get; set; } = 400;

    [Range(1, 1_000_000)] public int IngestPerSecond { get; set; } = 5000;

    /// <summary>Attempts to sign in or to set up, per address.</summary>
    [Range(1, 10_000)] public int SignInsPerMinute { get; set; } = 10;

    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")] public TimeSpan SessionLifetime { get; set; } = TimeSpan.FromHours(12);

    /// <summary>How often the access data is read again, and so how late a revoked key is refused on another node.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:01:00")] public TimeSpan AccessRefresh { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>How long access data that cannot be refreshed is still trusted.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")] public TimeSpan AccessMaxAge { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>How often the fleet view pulls what changed.</summary>
    [Range(typeof(TimeSpan), "00:00:00.05", "00:01:00")] public TimeSpan ViewInterval { get; set; } = TimeSpan.FromSeconds(1);

    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")] public TimeSpan FeedHeartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>Changes that wait for one slow reader of the feed before it is told to start over.</summary>
    [Range(1, 100_000)] public int FeedBuffer { get; set; } = 1024;

    [Range(1, 10_000)] public int FeedsPerCaller { get; set; } = 20;
}
