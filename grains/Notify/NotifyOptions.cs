using NasOrleans.Secrets;

namespace NasOrleans.Notify;

/// <summary>Where people are told. The addresses are secrets: whoever knows one can write there.</summary>
public sealed class NotifyOptions
{
    /// <summary>A webhook of a Discord channel.</summary>
    public Secret Discord { get; set; }

    /// <summary>Any address that takes JSON, such as a workflow's webhook.</summary>
    public Secret Webhook { get; set; }

    /// <summary>Which of one's installations speaks.</summary>
    public string Name { get; set; } = Environment.MachineName;
}
