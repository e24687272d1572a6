using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using NasOrleans.Access;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Security;
using NasOrleans.History;

namespace NasOrleans.Tests.Api.Audit;

public sealed class AuditTrailTests : IAuditLog, ILogger<AuditTrail>, IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentQueue<string> _written = new();
    private readonly ConcurrentQueue<string> _critical = new();
    private readonly AuditTrail _trail;
    private Func<Task> _append = () => Task.CompletedTask;

    public AuditTrailTests() =>
        _trail = new(this, TimeProvider.System, Options.Create(new JsonOptions()), _services.GetRequiredService<IMeterFactory>(), this);

    [Fact]
    public async Task Entries_ThatCannotBeWritten_AreEachLogged()
    {
        _append = () => throw new IOException("disk full");

        await Record("a");
        await Record("b");

        Assert.Contains(_critical, line => line.Contains("do a", StringComparison.Ordinal));
        Assert.Contains(_critical, line => line.Contains("do b", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entry_BeyondWhatIsKept_IsLoggedAsLost()
    {
        _append = () => throw new IOException("disk full");
        for (var i = 0; i < AuditTrail.MaxWaiting; i++) await Record("kept");

        await Record("lost");

        Assert.Contains(_critical, line => line.Contains("do lost", StringComparison.Ordinal) && line.Contains("nor kept", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Stop_WritesWhatWaitsInOrder()
    {
        _append = () => throw new IOException("disk full");
        await Record("a");
        await Record("b");
        _append = () => Task.CompletedTask;

        await _trail.StopAsync(CancellationToken.None);

        Assert.Equal(["a", "b"], _written);
    }

    [Fact]
    public async Task Stop_WithWhatCannotBeWritten_SaysHowManyAreLost()
    {
        _append = () => throw new IOException("disk full");
        await Record("a");

        await _trail.StopAsync(CancellationToken.None);

        Assert.Contains(_critical, line => line.StartsWith("1 audit entries", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Entries_OfSeveralCallers_AreWrittenAtTheSameTime()
    {
        var both = new TaskCompletionSource();
        var under = 0;
        _append = () =>
        {
            if (Interlocked.Increment(ref under) == 2) both.SetResult();
            return both.Task;
        };

        await Task.WhenAll(Record("a"), Record("b")).WaitAsync(TimeSpan.FromSeconds(10));

        Assert.Equal(2, _written.Count);
    }

    public void Dispose()
    {
        _trail.Dispose();
        _services.Dispose();
    }

    async Task IAuditLog.AppendAsync(AuditEntry entry, CancellationToken cancellationToken)
    {
        await _append();
        _written.Enqueue(entry.Target);
    }

    Task<IReadOnlyList<AuditEntry>> IAuditLog.ReadAsync(AuditQuery query, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<AuditEntry>>([]);

    IDisposable? ILogger.BeginScope<TState>(TState state) => null;

    bool ILogger.IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel is LogLevel.Critical) _critical.Enqueue(formatter(state, exception));
    }

    private Task Record(string target) => _trail.RecordAsync(new(TenantId.Main, "ada", Role.Admin, "here", "c1"), "do", target);
}
