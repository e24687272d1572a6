using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

internal sealed class ClusterOptions
{
    [Description("Name of the service. It is part of every stored row: never change it.")]
    [Required, RegularExpression("[A-Za-z0-9_.-]{1,100}", ErrorMessage = "1 to 100 letters, digits, '_', '.' or '-'")]
    public string ServiceId { get; set; } = "nasorleans";

    [Description("Name of the cluster: processes of one name join each other.")]
    [Required, RegularExpression("[A-Za-z0-9_.-]{1,100}", ErrorMessage = "1 to 100 letters, digits, '_', '.' or '-'")]
    public string ClusterId { get; set; } = "main";

    [Description("Port on which silos talk to each other. Keep it inside the private network.")]
    [Range(1, 65535)]
    public int SiloPort { get; set; } = 11111;

    [Description("Port on which processes of role api reach this silo. Keep it inside the private network.")]
    [Range(1, 65535)]
    public int GatewayPort { get; set; } = 30000;

    [Description("IP address under which the others reach this silo; by default the first address of this host.")]
    public string? AdvertisedAddress { get; set; }

    [Description("How long a silo may take to answer a probe of another one.")]
    [Range(typeof(TimeSpan), "00:00:00.500", "00:01:00")]
    public TimeSpan ProbeTimeout { get; set; } = TimeSpan.FromSeconds(2);

    [Description("Missed probes after which a silo votes another one dead.")]
    [Range(1, 20)]
    public int MissedProbes { get; set; } = 3;

    [Description("Votes that declare a silo dead; with two silos one is enough.")]
    [Range(1, 10)]
    public int Votes { get; set; } = 2;

    [Description("How often a silo reads the membership table and says that it is alive.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan TableInterval { get; set; } = TimeSpan.FromSeconds(5);

    [Description("Hold back votes against a silo whose connections still stand. Off finds frozen silos sooner.")]
    public bool ConnectionLivenessCheck { get; set; }

    [Description("How long role api waits for a grain's answer.")]
    [Range(typeof(TimeSpan), "00:00:01", "00:05:00")]
    public TimeSpan ResponseTimeout { get; set; } = TimeSpan.FromSeconds(10);

    [Description("Serve the dashboard of the actor runtime under /orleans, to administrators.")]
    public bool Dashboard { get; set; }
}
