using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Protocols.Nut.Reading;

/// <summary>What is asked of one UPS again and again, ready to be sent, and the last answers, which the next ones mostly equal.</summary>
internal sealed class UpsMemory
{
    private readonly byte[] _statusEcho;
    private readonly string _variablesEcho;
    private volatile StatusLine? _status;
    private volatile VariableBlock _variables = VariableBlock.None;

    private UpsMemory(string ups, byte[] statusLine)
    {
        StatusLine = statusLine;
        VariablesLine = NutLines.Of("LIST VAR", ups)!;
        _statusEcho = StatusReader.Echo(ups);
        _variablesEcho = $"VAR {ups}";
    }

    public byte[] StatusLine { get; }

    public byte[] VariablesLine { get; }

    /// <summary>Null when there can be no UPS of this name.</summary>
    public static UpsMemory? Of(string ups) => NutLines.Of("GET VAR", ups, NutStatus.Variable) is { } line ? new UpsMemory(ups, line) : null;

    public StatusReader ReadStatus() => new(_statusEcho, _status);

    public VariableReader ReadVariables() => new(_variablesEcho, _variables);

    public void Remember(StatusLine status) => _status = status;

    public void Remember(VariableBlock variables) => _variables = variables;
}
