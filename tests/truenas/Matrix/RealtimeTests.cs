using NasOrleans.Protocols;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Systems.Inventory;

namespace NasOrleans.Tests.TrueNas.Matrix;

public sealed class RealtimeTests
{
    [Fact]
    public async Task Measurement_ThatNobodyWaitsForAnyMore_IsUnsubscribed()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Speed = 0.01 });
        var received = fleet.Systems[0].Received;
        await using var nas = Client.Nas(Client.Target(fleet.Systems[0]));
        await nas.ReadAsync([InventoryPart.Facts], CancellationToken.None);
        var before = received.Count("core.subscribe");
        using var givenUp = new CancellationTokenSource();

        var reading = nas.ReadAsync([InventoryPart.Throughput], givenUp.Token);
        await Eventually.IsTrue(() => received.Count("core.subscribe") == before + 1);
        await givenUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading);
        await Eventually.IsTrue(() => received.Count("core.unsubscribe") == 1);
    }
}
