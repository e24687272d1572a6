using NasOrleans.Simulators.TrueNas.Hosting;

return await CommandLine.RunAsync(args);
