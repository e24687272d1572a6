using NasOrleans.Silo.Commands;

return await CommandLine.RunAsync(args);
