using System.Collections.Immutable;
using Orleans;
using Orleans.Runtime;

namespace NasOrleans.Alerts;

[GrainType("alerts")]
internal sealed class AlertBookGrain(
    [PersistentState("alerts", StorageNames.State)] IPersistentState<AlertBookState> stored,
    TimeProvider time) : Grain, IAlertBookGrain
{
    private AlertBookState _book = new();

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _book = stored.State;
        return Task.CompletedTask;
    }

    public Task Raise(AlertReport report) => Write(AlertRules.Raise(_book, report, time.GetUtcNow()));

    public Task Clear(string key) => Write(AlertRules.Clear(_book, key, time.GetUtcNow()));

    public async Task<Alert?> Acknowledge(string key, string by)
    {
        var (book, alert) = AlertRules.Acknowledge(_book, key, by, time.GetUtcNow());
        await Write(book);
        return alert;
    }

    public Task<ImmutableArray<Alert>> List() => Task.FromResult(_book.Alerts);

    private async Task Write(AlertBookState book)
    {
        if (ReferenceEquals(book, _book)) return;
        stored.State = book;
        await stored.WriteStateAsync();
        _book = book;
    }
}
