using System.Collections.Immutable;
using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Protocols.TrueNas.Reading;

/// <summary>Network interfaces, services, and what runs on a NAS: apps, containers, jails, machines.</summary>
internal static class EstateReader
{
    public static Task<ImmutableArray<NetworkInterface>> InterfacesAsync(ReadContext context) =>
        context.AskAsync("interface.query", answer => answer.Items().Select(Interface).ToImmutableArray());

    public static Task<ImmutableArray<NasService>> ServicesAsync(ReadContext context) =>
        context.AskAsync("service.query", answer => answer.Items().Select(Service).ToImmutableArray());

    public static Task<ImmutableArray<Workload>> AppsAsync(ReadContext context) => context.Can.AppQuery is { } apps
        ? context.AskAsync(apps, answer => answer.Items().Select(App).ToImmutableArray())
        : Task.FromResult(ImmutableArray<Workload>.Empty);

    /// <summary>All that is no app: machines, containers, jails.</summary>
    public static async Task<ImmutableArray<Workload>> MachinesAsync(ReadContext context)
    {
        var machines = await context.AskAsync("vm.query", answer => answer.Items().Select(Machine).ToImmutableArray());
        if (context.Can.ContainerQuery is { } containers) machines = machines.AddRange(await context.TryAskAsync(containers, answer => answer.Items().Select(Instance).ToArray()) ?? []);
        if (context.Can.JailQuery is { } jails) machines = machines.AddRange(await context.TryAskAsync(jails, answer => answer.Items().Select(Jail).ToArray()) ?? []);
        return machines;
    }

    public static NetworkInterface Interface(JsonElement port)
    {
        var state = port.Field("state");
        var live = state.Items("aliases").ToArray();
        return new NetworkInterface
        {
            Name = port.Text("name") ?? port.Text("id") ?? "",
            Type = port.Text("type") ?? "",
            Up = state.Text("link_state") switch { "LINK_STATE_UP" => true, "LINK_STATE_DOWN" => false, _ => null },
            Mac = state.Text("link_address") is { Length: > 0 } mac ? mac.ToLowerInvariant() : null,
            Addresses = [.. (live.Length > 0 ? live : port.Items("aliases")).Where(each => each.Text("type") is "INET" or "INET6").Select(Address)],
            Mtu = (int?)(state.Integer("mtu") ?? port.Integer("mtu")),
        };
    }

    public static NasService Service(JsonElement service) => new()
    {
        Name = service.Text("service") ?? "",
        Enabled = service.Flag("enable") ?? false,
        Running = service.Text("state") == "RUNNING",
    };

    public static Workload App(JsonElement app)
    {
        var state = app.Text("state") ?? app.Text("status") ?? "";
        return new Workload
        {
            Kind = WorkloadKind.App,
            Id = app.Text("name") ?? app.Text("id") ?? "",
            Name = app.Text("name") ?? "",
            State = state,
            Running = state is "RUNNING" or "ACTIVE" or "DEPLOYING",
            UpdateAvailable = app.Flag("upgrade_available") ?? app.Flag("update_available") ?? false,
        };
    }

    /// <summary>An instance of 25.04, whose type tells, or a container of 26.</summary>
    public static Workload Instance(JsonElement instance)
    {
        var state = instance.Field("status").Text("state") ?? instance.Text("status") ?? "";
        return new Workload
        {
            Kind = instance.Text("type") == "VM" ? WorkloadKind.Machine : WorkloadKind.Container,
            Id = instance.Text("id") ?? "",
            Name = instance.Text("name") ?? "",
            State = state,
            Running = state == "RUNNING",
        };
    }

    public static Workload Machine(JsonElement machine)
    {
        var state = machine.Field("status").Text("state") ?? "";
        return new Workload { Kind = WorkloadKind.Machine, Id = machine.Text("id") ?? "", Name = machine.Text("name") ?? "", State = state, Running = state == "RUNNING" };
    }

    public static Workload Jail(JsonElement jail) => new()
    {
        Kind = WorkloadKind.Jail,
        Id = jail.Text("id") ?? "",
        Name = jail.Text("id") ?? "",
        State = jail.Text("state") ?? "",
        Running = jail.Text("state") == "up",
    };

    private static string Address(JsonElement alias) => alias.Text("netmask") is { } mask ? $"{alias.Text("address")}/{mask}" : alias.Text("address") ?? "";
}
