using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;

namespace NasOrleans.Tests.Estate;

/// <summary>One NAS without a wire, on a clock that moves when told.</summary>
internal sealed class SimulatedNas
{
    public SimulatedNas(Release release, Profile profile = Profile.Small, int number = 0) => Appliance = new Appliance(new ApplianceOptions
    {
        Number = number,
        Name = $"nas-{number:0000}",
        Release = release,
        Profile = profile,
        Seed = 1 + number,
        Time = Time,
        Clock = Time,
    });

    public ManualTimeProvider Time { get; } = new();

    public Appliance Appliance { get; }

    public NasEstate Estate => Appliance.Estate;

    public DateTimeOffset Now => Time.GetUtcNow();

    public bool Has(string method) => Appliance.Methods.Methods.TryGetValue(method, out var found) && !found.IsPrivate;

    public bool HasHidden(string method) => Appliance.Methods.Methods.TryGetValue(method, out var found) && found.IsPrivate;

    /// <summary>Arguments travel as text, as on the wire.</summary>
    public JsonNode? Call(string method, string arguments = "[]") => Appliance.Methods.Methods[method].Body!(new CallContext(Appliance), Parsed(arguments));

    public JsonArray Rows(string method, string arguments = "[]") => Call(method, arguments)!.AsArray();

    public Job Start(string method, string arguments) => Appliance.Jobs.Start(Appliance.Methods.Methods[method], Parsed(arguments));

    public Job Job(int id) => Appliance.Jobs.Find(id)!;

    private static JsonArray Parsed(string arguments) => JsonNode.Parse(arguments)!.AsArray();
}
