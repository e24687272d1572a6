namespace NasOrleans.Silo.Commands;

/// <summary>A reason not to start that the operator can mend: one line and an exit code, no stack trace.</summary>
internal sealed class StartupFault(int exitCode, string message, Exception? innerException = null) : Exception(message, innerException)
{
    public int ExitCode { get; } = exitCode;
}
