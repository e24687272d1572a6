namespace NasOrleans.Simulators.TrueNas.Estate.Datasets;

/// <summary>A file system or a volume; its share of the pool is what it uses.</summary>
public sealed record Dataset(string Name)
{
    public bool IsVolume { get; init; }

    public long Used { get; init; }

    public long Quota { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsEncrypted { get; init; }

    public bool IsLocked { get; init; }

    public string Pool => Name.Split('/')[0];

    public bool IsUnder(Dataset other) => Name.StartsWith(other.Name + "/", StringComparison.Ordinal);
}

/// <summary>A snapshot of a dataset.</summary>
public sealed record Snapshot(string Dataset, string Name, DateTimeOffset Made, int Transaction)
{
    public long Used { get; init; }

    public long Referenced { get; init; }

    public string Id => $"{Dataset}@{Name}";
}
