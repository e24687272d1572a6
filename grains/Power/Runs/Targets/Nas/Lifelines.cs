using System.Collections.Concurrent;
using NasOrleans.Power.Journal;
using NasOrleans.Protocols;
using NasOrleans.Secrets;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Power.Runs.Targets.Nas;

/// <summary>How systems were last known to be reached, kept in the power journal: for the time when nothing else can be read.</summary>
internal sealed class Lifelines(IPowerJournal journal, SecretBox box)
{
    private readonly ConcurrentDictionary<string, SystemLifeline> _known = new(StringComparer.Ordinal);

    /// <summary>Written when it changed, and forgotten when there is no connection any more. False when it could not be written.</summary>
    public async Task<bool> KeepAsync(TenantId tenant, SystemId system, SystemLifeline? lifeline, CancellationToken cancellationToken)
    {
        var key = GrainKeys.Lifeline(tenant, system);
        var kept = await journal.ReadAsync<SystemLifeline>(key, cancellationToken);
        if (lifeline is null)
        {
            _known.TryRemove(key, out _);
            return kept is null || await journal.DeleteAsync(key, kept.Version + 1, cancellationToken);
        }

        // The same stays the same object, so that a session to it stays open.
        if (!_known.TryGetValue(key, out var known) || !AreSame(key, known, lifeline)) _known[key] = lifeline;
        return (kept is not null && AreSame(key, kept.Record, lifeline)) || await journal.WriteAsync(key, (kept?.Version ?? 0) + 1, lifeline, cancellationToken);
    }

    public async Task<SystemLifeline?> FindAsync(TenantId tenant, SystemId system, CancellationToken cancellationToken)
    {
        var key = GrainKeys.Lifeline(tenant, system);
        if (_known.TryGetValue(key, out var known)) return known;
        return await journal.ReadAsync<SystemLifeline>(key, cancellationToken) is { } kept ? _known.GetOrAdd(key, kept.Record) : null;
    }

    /// <exception cref="SecretException">They were sealed with another key.</exception>
    public NasTarget Open(TenantId tenant, SystemId system, SystemLifeline lifeline) => new()
    {
        Tenant = tenant,
        System = system,
        Config = lifeline.Config,
        Secrets = Secrets(GrainKeys.Lifeline(tenant, system), lifeline),
        Spoken = lifeline.Spoken,
    };

    // Sealed twice, the same secret looks different.
    private bool AreSame(string key, SystemLifeline kept, SystemLifeline next)
    {
        try
        {
            return ConnectionRules.Same(kept.Config, next.Config) && (kept.Spoken, kept.IsPair) == (next.Spoken, next.IsPair) && Secrets(key, kept) == Secrets(key, next);
        }
        catch (SecretException)
        {
            // What cannot be opened any more is written anew.
            return false;
        }
    }

    private ConnectionSecrets Secrets(string key, SystemLifeline lifeline) =>
        box.Open(new SealedSecrets { ApiKey = lifeline.SealedApiKey, Password = lifeline.SealedPassword, SshKey = lifeline.SealedSshKey }, key);
}
