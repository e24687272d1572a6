using Microsoft.Extensions.Logging.Abstractions;
using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.History.PowerJournal;

/// <summary>A journal over these copies, closed with them.</summary>
internal sealed class OpenJournal : IAsyncDisposable
{
    private readonly IJournalCopy[] _copies;

    public OpenJournal(params IJournalCopy[] copies)
    {
        _copies = copies;
        Journal = new NasOrleans.Power.Journal.PowerJournal(copies, TimeProvider.System, NullLogger<NasOrleans.Power.Journal.PowerJournal>.Instance);
    }

    public NasOrleans.Power.Journal.PowerJournal Journal { get; }

    public string? Connection { get; init; }

    public OpenJournal Started()
    {
        Journal.StartAsync(default).GetAwaiter().GetResult();
        return this;
    }

    public async ValueTask DisposeAsync()
    {
        await Journal.StopAsync(default);
        Journal.Dispose();
        foreach (var copy in _copies.OfType<IDisposable>()) copy.Dispose();
    }
}
