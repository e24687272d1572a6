using NasOrleans.Secrets;
using NasOrleans.Silo.Configuration;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using Orleans;

namespace NasOrleans.Silo.Hosting;

/// <summary>
/// Offers the NAS of the settings as a connection, at every start. It is a start value: what somebody changed since counts more,
/// and what somebody deleted stays deleted; the system's grain knows.
/// </summary>
internal sealed partial class ConnectionImport(IGrainFactory grains, TrueNasOptions nas, ConnectionOrigin origin, TimeSpan interval, ILogger<ConnectionImport> logger) : IHostedService
{
    /// <summary>Always the same, so that another host in the settings is the same system moved, not a second one.</summary>
    public static readonly SystemId Id = new("truenas");

    public static ConnectionOrigin OriginOf(LoadedSettings loaded) =>
        loaded.IsFromFile("truenas.host") ? ConnectionOrigin.File : ConnectionOrigin.Environment;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!NasAddress.TryParse(nas.Host, out var address)) return;
        try
        {
            var grain = grains.System(TenantId.Main, Id);
            await grains.RosterOf(grain).Add(grain.GetGrainId().ToString());
            var config = new SystemConfig { Name = nas.Name ?? address.Host, Host = address.Host };
            Tell(address, (await grain.Connect(config, Connection(address), Secrets(), origin)).Refusal);
        }
        catch (Exception exception)
        {
            // The systems that are known already must not wait for one that is to be new.
            LogFailed(exception, address.Host);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private ConnectionConfig Connection(NasAddress address) => new()
    {
        Host = address.Host,
        Port = address.Port,
        UseHttps = nas.UseSsl,
        Trust = nas.Fingerprint is null ? TlsTrust.SystemCa : TlsTrust.Pinned,
        Fingerprint = nas.Fingerprint?.Replace(":", "", StringComparison.Ordinal).ToLowerInvariant(),
        UserName = nas.Username ?? "",
        PollInterval = interval,
    };

    private ConnectionSecrets Secrets() => new() { ApiKey = new Secret(nas.ApiKey), Password = new Secret(nas.Password) };

    private void Tell(NasAddress address, SystemRefusal refusal)
    {
        if (refusal is SystemRefusal.Deleted) LogDeleted(address.Host);
        else if (refusal is SystemRefusal.SetByUser) LogSetByUser(address.Host, Id.Value);
        else if (refusal is not SystemRefusal.None) LogRefused(address.Host, refusal);
        else if (nas is { UseSsl: true, Fingerprint: null }) LogFirstContact(address.Host, Id.Value);
        else LogImported(address.Host, Id.Value);
    }

    [LoggerMessage(LogEvents.ConnectionImported, LogLevel.Information, "{Host} of the settings is connected as system '{System}'")]
    private partial void LogImported(string host, string system);

    [LoggerMessage(LogEvents.ConnectionFirstContact, LogLevel.Information,
        "{Host} of the settings is connected as system '{System}'. Its certificate is checked: if no known authority has signed it, no password goes out until its fingerprint, which the connection shows, is accepted over the API or set as truenas.fingerprint")]
    private partial void LogFirstContact(string host, string system);

    [LoggerMessage(LogEvents.ConnectionStaysDeleted, LogLevel.Information, "{Host} of the settings was deleted by somebody and stays so; add it over the API to have it back")]
    private partial void LogDeleted(string host);

    [LoggerMessage(LogEvents.ConnectionSetByUser, LogLevel.Information, "{Host} of the settings is not taken: system '{System}' was set over the API, and that counts more")]
    private partial void LogSetByUser(string host, string system);

    [LoggerMessage(LogEvents.ConnectionRefused, LogLevel.Error, "{Host} of the settings was refused: {Refusal}")]
    private partial void LogRefused(string host, SystemRefusal refusal);

    [LoggerMessage(LogEvents.ConnectionFailed, LogLevel.Error, "{Host} of the settings could not be connected; the next start tries again")]
    private partial void LogFailed(Exception exception, string host);
}
