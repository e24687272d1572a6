namespace NasOrleans.Silo.Configuration;

/// <summary>A value by its key in the file and by its field in the record that is made of it.</summary>
internal sealed record Place(string Key, string Field, int Line)
{
    public Place Below(string name, int line) => new($"{Key}.{name}", Field.Length == 0 ? name : $"{Field}.{name}", line);

    public Place Item(int index, int line) => new($"{Key}[{index}]", $"{Field}[{index}]", line);

    /// <summary>Listed by name in the file, and by number in the record.</summary>
    public Place Named(string name, int index, int line) => new($"{Key}.{name}", $"{Field}[{index}]", line);
}
