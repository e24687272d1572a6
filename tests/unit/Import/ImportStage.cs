using NasOrleans.Silo.Configuration;
using NasOrleans.Silo.Import;
using NasOrleans.Tests.Unit.Configuration.Power;

namespace NasOrleans.Tests.Unit.Import;

/// <summary>What an import prints, as 'validate' then sees it.</summary>
internal sealed class ImportStage : IDisposable
{
    public PowerSettings Settings { get; } = new();

    public PowerFile Taken(Imported imported)
    {
        Assert.Equal([], imported.Faults);
        foreach (var (file, secret) in imported.Secrets) Settings.Write(file, secret.Reveal() + "\n");
        Assert.All(imported.Secrets.Values, secret => Assert.DoesNotContain(secret.Reveal(), imported.Yaml + string.Concat(imported.Left), StringComparison.Ordinal));
        var loaded = Settings.Load(imported.Yaml);
        Assert.True(loaded.Problems.Count == 0, string.Join('\n', loaded.Problems) + "\n" + imported.Yaml);
        return loaded.Power;
    }

    public void Dispose() => Settings.Dispose();
}
