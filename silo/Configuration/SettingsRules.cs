using System.Net;
using Microsoft.Extensions.Options;
using NasOrleans.Systems.Connections;
using Npgsql;

namespace NasOrleans.Silo.Configuration;

/// <summary>What no single value can show: settings that need or exclude each other, and texts with a form of their own.</summary>
internal sealed class SettingsRules : IValidateOptions<NasSettings>
{
    /// <summary>The failures with the places where their first key was set.</summary>
    public static IEnumerable<Problem> Check(LoadedSettings loaded)
    {
        foreach (var failure in new SettingsRules().Validate(null, loaded.Settings).Failures ?? [])
        {
            var colon = failure.IndexOf(':', StringComparison.Ordinal);
            var key = failure[..colon];
            var origin = loaded[key].Origin;
            yield return new Problem(origin == SettingValue.FromDefault ? "" : origin, key, failure[(colon + 2)..]);
        }
    }

    public ValidateOptionsResult Validate(string? name, NasSettings options)
    {
        var failures = new List<string>();
        Roles(options, failures);
        Server(options.Server, failures);
        TrueNas(options.Truenas, failures);
        PowerCheck(options.PowerCheck, failures);
        Rest(options, failures);
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static void Roles(NasSettings options, List<string> failures)
    {
        if (options.Role is not ProcessRole.All && Hosting.ActorRuntime.RefuseRole(options.Role) is { } refusal) failures.Add("role: " + refusal);
        if (options.Role is not ProcessRole.All && options.Storage.Engine is not StorageEngine.Postgres)
            failures.Add($"storage.engine: role {Setting.CamelCase(options.Role.ToString())} needs postgres");
        // A key file of its own in each process would leave every secret readable to one of them alone.
        if (options.Role is not ProcessRole.All && string.IsNullOrWhiteSpace(options.SecretsKey))
            failures.Add($"secretsKey: role {Setting.CamelCase(options.Role.ToString())} needs the key that all processes of the cluster share, from NAS_SECRETS_KEY or the file that NAS_SECRETS_KEY_FILE names");
        if (options.Storage.Engine is StorageEngine.Postgres && string.IsNullOrWhiteSpace(options.Storage.Connection))
            failures.Add("storage.connection: is needed with storage.engine: postgres");
        if (options.Storage.Engine is StorageEngine.Sqlite && options.Storage.Connection is not null)
            failures.Add("storage.connection: has no meaning with storage.engine: sqlite");
        if (options.Storage.Connection is { } connection && !IsConnection(connection)) failures.Add("storage.connection: is not a connection string of Npgsql");
        if (options.Cluster.AdvertisedAddress is { } advertised && !IPAddress.TryParse(advertised, out _))
            failures.Add($"cluster.advertisedAddress: '{advertised}' is not an IP address");
        if (options.Cluster.SiloPort == options.Cluster.GatewayPort)
            failures.Add($"cluster.gatewayPort: {options.Cluster.GatewayPort} is cluster.siloPort as well; they have to differ");
    }

    private static bool IsConnection(string text)
    {
        try
        {
            return new NpgsqlConnectionStringBuilder(text).Host is { Length: > 0 };
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static void Server(ServerOptions server, List<string> failures)
    {
        if (server.Address is not ("*" or "localhost") && !IPAddress.TryParse(server.Address, out _))
            failures.Add($"server.address: '{server.Address}' is not an IP address, localhost or *");
        if (server.DrainTime >= server.StopTimeout)
            failures.Add($"server.drainTime: {DurationText.Format(server.DrainTime)} has to be shorter than server.stopTimeout ({DurationText.Format(server.StopTimeout)})");
        var tls = server.Tls;
        if (tls.Certificate is null && (tls.Key ?? tls.Password) is not null) failures.Add("server.tls.certificate: is needed with server.tls.key or server.tls.password");
        foreach (var (key, file) in new[] { ("certificate", tls.Certificate), ("key", tls.Key) })
            if (file is not null && !File.Exists(file)) failures.Add($"server.tls.{key}: the file {file} does not exist");
    }

    private static void TrueNas(TrueNasOptions nas, List<string> failures)
    {
        if (nas.Host is null)
        {
            if ((nas.Username ?? nas.Password ?? nas.ApiKey) is not null) failures.Add("truenas.host: is needed with what signs in there");
            return;
        }

        if (!NasAddress.TryParse(nas.Host, out _)) failures.Add($"truenas.host: '{nas.Host}' is not a host such as nas.example or nas.example:444");
        if (nas.ApiKey is null && (nas.Username is null || nas.Password is null)) failures.Add("truenas.apiKey: is needed, or truenas.username with truenas.password");
        if (nas.ApiKey is not null && !nas.UseSsl) failures.Add("truenas.useSsl: an API key goes over TLS alone, the NAS revokes one that it sees unencrypted; use user and password");
    }

    private static void PowerCheck(PowerCheckOptions check, List<string> failures)
    {
        if (check.Url is null) return;
        if (!Uri.TryCreate(check.Url, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https"))
            failures.Add($"powerCheck.url: '{check.Url}' is not an http or https URL such as http://192.168.1.11");
        // Not quoted: it holds a password.
        else if (uri.UserInfo.Length > 0) failures.Add("powerCheck.url: must not hold name and password, because it is shown; give them to the source as its authorization over the API");
    }

    private static void Rest(NasSettings options, List<string> failures)
    {
        if (options.Systems.OfflineAfter <= options.Systems.StaleAfter)
            failures.Add($"systems.offlineAfter: {DurationText.Format(options.Systems.OfflineAfter)} has to be longer than systems.staleAfter ({DurationText.Format(options.Systems.StaleAfter)})");
        if (options.Log.TimeZone is { } zone && !TimeZoneInfo.TryFindSystemTimeZoneById(zone, out _))
            failures.Add($"log.timeZone: '{zone}' is not a time zone of this host; allowed are names such as Europe/Berlin");
        foreach (var network in options.Telemetry.PrometheusAllow)
            if (!IPNetwork.TryParse(network, out _) && !IPAddress.TryParse(network, out _))
                failures.Add($"telemetry.prometheusAllow: '{network}' is not an address or a network such as 10.0.0.0/8");
    }
}
