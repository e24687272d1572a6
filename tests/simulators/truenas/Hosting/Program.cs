using NasOrleans.Simulators.TrueNas.Hosting;

await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions());
Console.WriteLine($"{fleet.Systems.Length} systems");
