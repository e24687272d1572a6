using System.Collections.Immutable;
using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas;
using NasOrleans.Secrets;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas;

/// <summary>What a connection proves itself with.</summary>
public enum Credential
{
    ApiKey,
    KeyWithoutUser,
    Password,
}

/// <summary>Our client, pointed at a simulated NAS.</summary>
internal static class Client
{
    public static readonly ImmutableHashSet<InventoryPart> AllParts = [.. Enum.GetValues<InventoryPart>()];

    public static readonly TrueNasFactory Factory = new(TimeProvider.System);

    public static NasTarget Target(Appliance nas, Credential credential = Credential.ApiKey) => new()
    {
        Tenant = TenantId.Main,
        System = new SystemId($"system-{nas.Number}"),
        Config = new ConnectionConfig
        {
            Host = nas.Host,
            Port = nas.Port,
            UseHttps = nas.IsTls,
            Trust = TlsTrust.Pinned,
            Fingerprint = nas.IsTls ? nas.Fingerprint : null,
            UserName = credential == Credential.KeyWithoutUser ? "" : nas.UserName,
        },
        Secrets = credential == Credential.Password
            ? new ConnectionSecrets { Password = new Secret(nas.Password) }
            : new ConnectionSecrets { ApiKey = new Secret(nas.ApiKey) },
    };

    public static NasTarget With(this NasTarget target, Func<ConnectionConfig, ConnectionConfig> change) => target with { Config = change(target.Config) };

    public static INas Nas(NasTarget target, INasListener? listener = null) => Factory.Create(target, listener ?? new Listener());
}

/// <summary>Keeps what it heard.</summary>
internal sealed class Listener : INasListener
{
    private readonly Lock _lock = new();
    private ImmutableList<InventoryPart> _changed = [];

    public ImmutableList<InventoryPart> ChangedParts => _changed;

    public int Losses { get; private set; }

    public bool HeardGoingDown { get; private set; }

    public void Changed(InventoryPart part)
    {
        lock (_lock) _changed = _changed.Add(part);
    }

    public void GoingDown() => HeardGoingDown = true;

    public void SessionLost() => Losses++;
}
