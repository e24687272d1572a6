using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using NasOrleans.Api;
using NasOrleans.Systems;
using NasOrleans.Systems.Polling;

namespace NasOrleans.Silo.Configuration;

/// <summary>
/// Every setting there is. Property names are the keys (<c>server.port</c>, <c>NAS_SERVER_PORT</c>, <c>--server.port</c>),
/// initial values the defaults, attributes the ranges; messages, example file, schema and reference are made from them.
/// </summary>
internal sealed class NasSettings
{
    [Description("What this process hosts: all (grains, API and dashboard in one), or on a cluster silo (grains) or api (API and dashboard).")]
    public ProcessRole Role { get; set; } = ProcessRole.All;

    [Description("Folder of this process alone: state, history, keys and logs.")]
    [Required]
    public string Data { get; set; } = "data";

    [Description("Password of the user admin on a headless first start; afterwards it has no effect.")]
    [DataType(DataType.Password), MinLength(12)]
    public string? AdminPassword { get; set; }

    [Description("Key that seals stored secrets, base64 of 32 bytes, in place of secrets.key in the data folder. The processes of a cluster share one.")]
    [DataType(DataType.Password)]
    public string? SecretsKey { get; set; }

    [Description("Ask NAS systems. Off, their connections stay and can be edited, and what is known of them grows stale. Also from PULSE_ENABLE_TRUENAS.")]
    public bool EnableTruenas { get; set; } = true;

    [Description("Where the API and the dashboard listen.")]
    public ServerOptions Server { get; set; } = new();

    [Description("Databases.")]
    public StorageOptions Storage { get; set; } = new();

    [Description("How the processes of a cluster find each other; without effect in role all.")]
    public ClusterOptions Cluster { get; set; } = new();

    [Description("Keeping awake what has a clock of its own.")]
    public WakerOptions Waker { get; set; } = new();

    [Description("Logs on the console and in files.")]
    public LogOptions Log { get; set; } = new();

    [Description("When a system counts as stale and as offline.")]
    public SystemOptions Systems { get; set; } = new();

    [Description("How NAS systems are asked.")]
    public PollingOptions Polling { get; set; } = new();

    [Description("One TrueNAS to connect to from the first start; others are added over the API.")]
    public TrueNasOptions Truenas { get; set; } = new();

    [Description("One address that answers as long as there is power, watched from the first start; others are added over the API.")]
    public PowerCheckOptions PowerCheck { get; set; } = new();

    [Description("UPSes, what hangs on them, and how it is shut down in order.")]
    public PowerOptions Power { get; set; } = new();

    [Description("Where people are told of what happens to the power.")]
    public NotifySettings Notify { get; set; } = new();

    [Description("Limits of the API.")]
    public ApiOptions Api { get; set; } = new();

    [Description("Metrics and traces.")]
    public TelemetryOptions Telemetry { get; set; } = new();
}

internal enum ProcessRole
{
    All,
    Silo,
    Api,
}
