using Microsoft.AspNetCore.Connections;
using NasOrleans.History;

namespace NasOrleans.Silo.Commands;

/// <summary>Turns what ends a verb into a line for the operator and an exit code.</summary>
internal static class Faults
{
    public const string Program = "nas";

    public static async Task<int> GuardAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (Exception exception)
        {
            var fault = Explain(exception);
            await Console.Error.WriteLineAsync(fault.Message);
            return fault.ExitCode;
        }
    }

    public static StartupFault Explain(Exception exception) => Unwrap(exception) switch
    {
        StartupFault fault => fault,
        StorageException fault => new StartupFault(ExitCode.Storage, fault.Message, fault),
        IOException { InnerException: AddressInUseException } fault =>
            new StartupFault(ExitCode.Address, $"server.port: {Address(fault)} is in use by another program; choose another port with --port or server.port", fault),
        System.Net.Sockets.SocketException fault => new StartupFault(ExitCode.Address, $"server.address: cannot listen there: {fault.Message}", fault),
        UnauthorizedAccessException fault => new StartupFault(ExitCode.Storage, fault.Message, fault),
        var fault => new StartupFault(ExitCode.Failed, $"stopped by an unexpected fault: {fault.GetType().Name}: {fault.Message}", fault),
    };

    private static Exception Unwrap(Exception exception) =>
        exception is AggregateException { InnerException: { } inner } ? Unwrap(inner) : exception;

    // "Failed to bind to address http://127.0.0.1:8080: address already in use."
    private static string Address(IOException fault) =>
        fault.Message.Split("address ", 2)[^1].Split(": address", 2)[0];
}
