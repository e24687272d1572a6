using NasOrleans.Simulators.Ups.Hosting;

return await CommandLine.RunAsync(args);
