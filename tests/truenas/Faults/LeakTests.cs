using System.Diagnostics;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Faults;

[CollectionDefinition(nameof(LeakTests), DisableParallelization = true)]
public sealed class Alone;

/// <summary>Counts sockets and threads of this process, the simulator's among them: alone, so that nobody else's are counted.</summary>
[Collection(nameof(LeakTests))]
public sealed class LeakTests
{
    private const int Rounds = 5;
    private const int SpareThreads = 12;

    public static TheoryData<Release> Releases => [Release.Core133, Release.V2510, Release.V26];

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task NoFault_LeavesASocketOrAThreadBehind(Release release)
    {
        var faults = Enum.GetValues<Fault>().Where(IsQuick).ToArray();
        // Each on a system of its own: one would take no more logins after a while.
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Release = release, Systems = faults.Length + 1 });
        await PollAsync(fleet.Systems[^1]);
        await Eventually.IsTrue(() => fleet.Systems[^1].OpenConnections == 0);
        var (sockets, threads) = (Sockets(), Threads());

        foreach (var (fault, system) in faults.Zip(fleet.Systems))
        {
            system.Faults.Set(fault);
            for (var round = 0; round < Rounds; round++) await PollAsync(system);
        }

        await Eventually.IsTrue(() => fleet.Systems.All(system => system.OpenConnections == 0) && Sockets() <= sockets);
        Assert.InRange(Threads(), 1, threads + SpareThreads);
    }

    [Fact]
    public async Task SessionsThatAreLost_LeaveNothingBehind()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
        var system = fleet.Systems[0];
        await using var nas = Client.Nas(Client.Target(system));
        await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None);
        await Eventually.IsTrue(() => system.OpenConnections == 1);
        var sockets = Sockets();

        for (var round = 0; round < Rounds; round++)
        {
            system.DropConnections();
            await Eventually.IsTrue(() => !nas.Transport.Connected);
            Assert.Null((await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None)).Fault);
        }

        Assert.Equal(Rounds, nas.Transport.Reconnects);
        await Eventually.IsTrue(() => system.OpenConnections == 1 && Sockets() <= sockets);
    }

    private static bool IsQuick(Fault fault) => fault is not (Fault.NeverAnswers or Fault.Deaf or Fault.SlowAnswers or Fault.RateLimited);

    private static async Task PollAsync(Appliance system)
    {
        await using var nas = Client.Nas(Client.Target(system));
        await nas.ReadAsync([InventoryPart.Facts, InventoryPart.Pools], CancellationToken.None);
    }

    private static int Sockets() => OperatingSystem.IsLinux()
        ? Directory.GetFiles("/proc/self/fd").Count(file => Target(file)?.StartsWith("socket:", StringComparison.Ordinal) == true)
        : 0;

    private static string? Target(string file)
    {
        try
        {
            return new FileInfo(file).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static int Threads()
    {
        using var process = Process.GetCurrentProcess();
        return process.Threads.Count;
    }
}
