using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Systems.Polling;

/// <summary>What system grains reach their NAS through.</summary>
internal sealed class PollerFactory(INasFactory factory, WakeOnLan wake, SecretBox box, OpeningGate gate, TimeProvider time, ILogger<Poller> log)
{
    public static readonly TimeSpan TestLimit = TimeSpan.FromSeconds(10);

    /// <exception cref="SecretException">The stored secrets cannot be opened.</exception>
    public Poller Create(ISystemGrain system, TenantId tenant, SystemId id, ConnectionState connection) =>
        new(system, Target(tenant, id, connection.Config, Open(tenant, id, connection)) with { Spoken = connection.Spoken }, factory, gate, time, log);

    public ConnectionSecrets Open(TenantId tenant, SystemId id, ConnectionState? connection) =>
        connection is null ? new() : box.Open(connection.Secrets, Identity(tenant, id));

    public SealedSecrets Seal(TenantId tenant, SystemId id, ConnectionSecrets secrets) => box.Seal(secrets, Identity(tenant, id));

    /// <exception cref="SecretException">The stored secrets cannot be opened.</exception>
    public SystemLifeline Lifeline(TenantId tenant, SystemId id, ConnectionState connection, bool isPair)
    {
        var secrets = box.Seal(Open(tenant, id, connection), GrainKeys.Lifeline(tenant, id));
        return new()
        {
            Config = connection.Config,
            SealedApiKey = secrets.ApiKey,
            SealedPassword = secrets.Password,
            SealedSshKey = secrets.SshKey,
            Spoken = connection.Spoken,
            IsPair = isPair,
        };
    }

    public async Task<ConnectionTest> TestAsync(TenantId tenant, SystemId id, ConnectionConfig config, ConnectionSecrets secrets, bool acceptNew)
    {
        var started = time.GetTimestamp();
        using var limit = new CancellationTokenSource(TestLimit, time);
        try
        {
            return await factory.TestAsync(Target(tenant, id, config, secrets), acceptNew, limit.Token).WaitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            var message = $"The NAS did not let the test come to an end within {TestLimit.TotalSeconds:0} s.";
            return new()
            {
                Fault = new() { Error = LinkError.Timeout, Stage = LinkStage.Protocol, Message = message, At = time.GetUtcNow() },
                Duration = time.GetElapsedTime(started),
            };
        }
    }

    /// <summary>Why no wake packet went out; null when some did.</summary>
    public async Task<string?> WakeAsync(ImmutableArray<string> cards, string? broadcast, CancellationToken cancellationToken)
    {
        // What a NAS calls its network cards may hold bridges and others that nobody can wake.
        var usable = cards.Where(card => WakeOnLan.Parse(card) is not null).ToArray();
        return (await wake.SendAsync(usable, broadcast, cancellationToken)).Objection;
    }

    private static string Identity(TenantId tenant, SystemId id) => $"{tenant.Value}/system:{id.Value}";

    private static NasTarget Target(TenantId tenant, SystemId id, ConnectionConfig config, ConnectionSecrets secrets) =>
        new() { Tenant = tenant, System = id, Config = config, Secrets = secrets };
}
