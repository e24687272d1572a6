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
        UnauthorizedAccessException fault => new StartupFault(ExitCode.Storage, fault.Message, fault),
        var fault => new StartupFault(ExitCode.Failed, $"stopped by an unexpected fault: {fault.GetType().Name}: {fault.Message}", fault),
    };

    public static Exception Unwrap(Exception exception) =>
        exception is AggregateException { InnerException: { } inner } ? Unwrap(inner) : exception;
}
