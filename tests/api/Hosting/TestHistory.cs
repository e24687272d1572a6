using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasOrleans.History;

namespace NasOrleans.Tests.Api.Hosting;

/// <summary>A real history on disk, whose audit a test can make fail.</summary>
public sealed class TestHistory : IAuditLog, IAsyncDisposable
{
    private readonly IHost _host;

    private TestHistory(IHost host) => _host = host;

    /// <summary>Thrown by every append while it is set.</summary>
    public Exception? AuditFailure { get; set; }

    public IEventLog Events => _host.Services.GetRequiredService<IEventLog>();

    public IMetricLog MetricLog => _host.Services.GetRequiredService<IMetricLog>();

    public IMetricStore Metrics => _host.Services.GetRequiredService<IMetricStore>();

    public static async Task<TestHistory> StartAsync(string file)
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        builder.Services.AddLogging();
        builder.Services.AddSqliteHistory(options => options.Path = file);
        var host = builder.Build();
        await host.StartAsync();
        return new(host);
    }

    /// <summary>All entries, oldest first.</summary>
    public async Task<IReadOnlyList<AuditEntry>> Audit() =>
        [.. (await ReadAsync(new AuditQuery { Tenant = TenantId.Main.Value, Limit = 10_000 }, CancellationToken.None)).Reverse()];

    public Task AppendAsync(AuditEntry entry, CancellationToken cancellationToken) =>
        AuditFailure is { } failure ? Task.FromException(failure) : Log.AppendAsync(entry, cancellationToken);

    public Task<IReadOnlyList<AuditEntry>> ReadAsync(AuditQuery query, CancellationToken cancellationToken) => Log.ReadAsync(query, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        if (_host is IAsyncDisposable host) await host.DisposeAsync();
    }

    private IAuditLog Log => _host.Services.GetRequiredService<IAuditLog>();
}
