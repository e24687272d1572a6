namespace NasOrleans.Silo.Configuration;

/// <summary>One fault of the configuration, in one line: where it stands, which key, what is wrong and what may stand there.</summary>
internal sealed record Problem(string Where, string Key, string What)
{
    public override string ToString() => string.Join(": ", new[] { Where, Key, What }.Where(part => part.Length > 0));
}

/// <summary>A value before anybody looked at it.</summary>
internal sealed record RawValue(string Key, string Where)
{
    public string? Text { get; init; }

    public IReadOnlyList<string>? Items { get; init; }
}

/// <summary>A setting with the value that counts and where it came from.</summary>
internal sealed record SettingValue(Setting Setting, object? Value, string Origin)
{
    public const string FromDefault = "default";

    public string Shown => Value is null ? "" : Setting.Secret ? "***" : SettingText.Show(Setting, Value);
}
