namespace NasOrleans.Tests.Writer;

public sealed record Counter
{
    public int Value { get; init; }

    public string Padding { get; init; } = "";
}
