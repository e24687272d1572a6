using System.ComponentModel;
using System.ComponentModel.DataAnnotations;

namespace NasOrleans.Silo.Configuration;

/// <summary>The addresses are secrets: whoever knows one can write there.</summary>
internal sealed class NotifySettings
{
    [Description("Webhook of a Discord channel. Also from DISCORD_WEBHOOK_URL.")]
    [DataType(DataType.Password), RegularExpression("https?://[^ ]+", ErrorMessage = "a URL that begins with https://")]
    public string? Discord { get; set; }

    [Description("Any URL that takes JSON by POST, such as a workflow's webhook.")]
    [DataType(DataType.Password), RegularExpression("https?://[^ ]+", ErrorMessage = "a URL that begins with https:// or http://")]
    public string? Webhook { get; set; }

    [Description("What this installation is called in what it sends; the host's name when not given.")]
    [RegularExpression(@"[^\p{Cc}]{1,100}", ErrorMessage = "1 to 100 characters")]
    public string? Name { get; set; }
}
