using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using NasOrleans.History;

namespace NasOrleans.Tests.History.Engines;

/// <summary>What both engines must do alike. An engine's class says how its history is registered.</summary>
public abstract class HistoryContract : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private IHost _host = null!;

    // Engines may share a database between tests: each test has a tenant of its own.
    private string Tenant { get; } = $"tenant-{Guid.NewGuid():N}";

    private IEventLog Events => _host.Services.GetRequiredService<IEventLog>();

    private IAuditLog Audit => _host.Services.GetRequiredService<IAuditLog>();

    private IMetricStore Metrics => _host.Services.GetRequiredService<IMetricStore>();

    public virtual async Task InitializeAsync()
    {
        _host = BuildHost();
        await _host.StartAsync();
    }

    public virtual async Task DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
    }

    [Fact]
    public async Task Post_Events_AreReadNewestFirstWithAllTheyCarry()
    {
        var first = Event("system:a", "system.status", "went away") with { Data = """{"x":1}""", At = Noon.AddTicks(12_345_670) };
        Events.Post(first);
        Events.Post(Event("system:b", "system.added", "größer 📀"));

        var read = await EventsAsync(2);

        Assert.Equal(["größer 📀", "went away"], read.Select(e => e.Text));
        Assert.Equal(first with { Id = read[1].Id }, read[1]);
    }

    [Fact]
    public async Task Read_Events_OfATime_LeavesOutItsEnd()
    {
        var start = new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
        for (var i = 0; i < 4; i++) Events.Post(Event("ups:a", "power.standing", $"{i}") with { At = start.AddMinutes(i) });
        await EventsAsync(4);

        var read = await Events.ReadAsync(new EventQuery { Tenant = Tenant, From = start.AddMinutes(1).ToOffset(TimeSpan.FromHours(2)), To = start.AddMinutes(3) }, default);

        Assert.Equal(["2", "1"], read.Select(e => e.Text));
    }

    [Fact]
    public async Task Read_Events_FiltersBySubjectKindAndTenantAndPages()
    {
        for (var i = 0; i < 6; i++) Events.Post(Event($"system:{i % 2}", $"kind.{i % 3}", $"{i}"));
        Events.Post(Event("system:0", "kind.0", "of another tenant") with { Tenant = Tenant + "x" });
        await EventsAsync(6);

        Assert.Equal(["4", "2", "0"], await Texts(new EventQuery { Tenant = Tenant, Subject = "system:0" }));
        Assert.Equal(["3", "0"], await Texts(new EventQuery { Tenant = Tenant, Kind = "kind.0" }));
        Assert.Equal(["4"], await Texts(new EventQuery { Tenant = Tenant, Subject = "system:0", Kind = "kind.1" }));
        Assert.Equal(["5", "4", "3", "2", "1", "0"], await Texts(new EventQuery { Tenant = Tenant, KindPrefix = "kind." }));
        Assert.Empty(await Texts(new EventQuery { Tenant = Tenant, KindPrefix = "Kind." }));
        Assert.Equal(["5", "2"], await Texts(new EventQuery { Tenant = Tenant, KindPrefix = "kind.2" }));
        var page = await Events.ReadAsync(new EventQuery { Tenant = Tenant, Limit = 4 }, default);
        Assert.Equal(["1", "0"], await Texts(new EventQuery { Tenant = Tenant, Limit = 4, Before = page[^1].Id }));

        async Task<IEnumerable<string>> Texts(EventQuery query) => (await Events.ReadAsync(query, default)).Select(e => e.Text);
    }

    [Fact]
    public async Task Post_TextNoDatabaseHolds_IsKeptWithMarks()
    {
        Events.Post(Event("system:\0", "kind", "half \ud800 of a pair") with { Data = "\0" });

        var read = await EventsAsync(1);

        Assert.Equal(("system:\ufffd", "half \ufffd of a pair", "\ufffd"), (read[0].Subject, read[0].Text, read[0].Data));
    }

    [Fact]
    public async Task Stop_WithEventsQueued_WritesThemAll()
    {
        for (var i = 0; i < 2_000; i++) Events.Post(Event("system:a", "kind", $"{i}"));
        await _host.StopAsync();
        Events.Post(Event("system:a", "kind", "too late"));
        _host.Dispose();
        await InitializeAsync();

        var read = await Events.ReadAsync(new EventQuery { Tenant = Tenant, Limit = 3_000 }, default);

        Assert.Equal(Enumerable.Range(0, 2_000).Reverse().Select(i => $"{i}"), read.Select(e => e.Text));
    }

    [Fact]
    public async Task Append_AuditEntry_IsReadWithAllItCarries()
    {
        var full = Entry("system:a", "anna") with
        {
            At = Noon.AddTicks(10),
            Before = """{"name":"a"}""",
            After = """{"name":"b"}""",
            CorrelationId = "corr",
        };
        await Audit.AppendAsync(full, default);
        await Audit.AppendAsync(Entry("system:b", "key:1"), default);

        var read = await Audit.ReadAsync(new AuditQuery { Tenant = Tenant }, default);

        Assert.Equal(["system:b", "system:a"], read.Select(e => e.Target));
        Assert.Equal(full with { Id = read[1].Id }, read[1]);
        Assert.Null(read[0].Before);
    }

    [Fact]
    public async Task Read_Audit_FiltersByTargetActorAndTenantAndPages()
    {
        for (var i = 0; i < 4; i++) await Audit.AppendAsync(Entry($"system:{i % 2}", $"actor{i}"), default);
        await Audit.AppendAsync(Entry("system:0", "actor0") with { Tenant = Tenant + "x" }, default);

        Assert.Equal(["actor2", "actor0"], await Actors(new AuditQuery { Tenant = Tenant, Target = "system:0" }));
        Assert.Equal(["actor3"], await Actors(new AuditQuery { Tenant = Tenant, Actor = "actor3" }));
        var page = await Audit.ReadAsync(new AuditQuery { Tenant = Tenant, Limit = 3 }, default);
        Assert.Equal(["actor0"], await Actors(new AuditQuery { Tenant = Tenant, Limit = 3, Before = page[^1].Id }));

        async Task<IEnumerable<string>> Actors(AuditQuery query) => (await Audit.ReadAsync(query, default)).Select(e => e.Actor);
    }

    [Theory]
    [InlineData("UPDATE {0} SET actor = 'nobody'")]
    [InlineData("DELETE FROM {0}")]
    public async Task Audit_ChangedBehindOurBack_Refuses(string sql)
    {
        await Audit.AppendAsync(Entry("system:a", "anna"), default);

        var refused = await Assert.ThrowsAnyAsync<Exception>(() => ExecuteAsync(sql));

        Assert.Contains("audit entries are only ever added", refused.Message, StringComparison.Ordinal);
        Assert.Equal("anna", Assert.Single(await Audit.ReadAsync(new AuditQuery { Tenant = Tenant }, default)).Actor);
    }

    [Fact]
    public async Task Append_Points_AreReadByRangeOldestFirst()
    {
        await AppendAsync("temp", [3, 1, 2, 4]);
        await AppendAsync("load", [1]);
        await Metrics.AppendAsync(Tenant, "system:b", [new("temp", Noon.AddHours(2), -1)], default);

        Assert.Equal([2, 3], await ValuesAsync("temp", 2, 4));
        Assert.Equal([1, 2, 3, 4], await ValuesAsync("temp", 0, 24));
        Assert.Equal([1], await ValuesAsync("load", 0, 24));
        Assert.Empty(await ValuesAsync("unknown", 0, 24));
        Assert.Equal([1, 2], await ValuesAsync("temp", 0, 24, limit: 2));
    }

    [Fact]
    public async Task Append_SameSeriesAndMomentAgain_ReplacesTheValue()
    {
        await AppendAsync("temp", [1, 2]);
        await Metrics.AppendAsync(Tenant, "system:a", [new("temp", Noon.AddHours(1), 10), new("temp", Noon.AddHours(1), 11)], default);

        Assert.Equal([11, 2], await ValuesAsync("temp", 0, 24));
    }

    [Fact]
    public async Task Append_PointsOfManyMonths_AreReadAcrossThem()
    {
        var points = Enumerable.Range(0, 30).Select(i => new MetricPoint("temp", Noon.AddDays(i * 20), i)).ToArray();
        await Metrics.AppendAsync(Tenant, "system:a", points, default);

        var read = await Metrics.ReadAsync(Query("temp") with { To = Noon.AddYears(3) }, default);

        Assert.Equal(points, read);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public async Task Append_ValueNoChartCanDraw_RefusesTheCall(double value)
    {
        await Assert.ThrowsAsync<ArgumentException>(() =>
            Metrics.AppendAsync(Tenant, "system:a", [new("temp", Noon, 1), new("temp", Noon.AddHours(1), value)], default));

        Assert.Empty(await ValuesAsync("temp", 0, 24));
    }

    [Fact]
    public async Task Append_ManyAtOnce_AllAreKept()
    {
        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => Task.Run(() =>
            Metrics.AppendAsync(Tenant, "system:a", [new($"s{i % 5}", Noon.AddHours(i), i), new($"s{(i + 1) % 5}", Noon.AddHours(i), i)], default))));

        for (var series = 0; series < 5; series++) Assert.Equal(16, (await ValuesAsync($"s{series}", 0, 24 * 7)).Count());
    }

    protected abstract void AddHistory(IServiceCollection services);

    /// <summary>Runs a statement past the engine; {0} stands for the audit table.</summary>
    protected abstract Task ExecuteAsync(string sql);

    private IHost BuildHost()
    {
        var builder = Host.CreateEmptyApplicationBuilder(null);
        AddHistory(builder.Services);
        return builder.Build();
    }

    private HistoryEvent Event(string subject, string kind, string text) =>
        new() { At = Noon, Tenant = Tenant, Subject = subject, Kind = kind, Text = text };

    private AuditEntry Entry(string target, string actor) => new()
    {
        At = Noon,
        Tenant = Tenant,
        Actor = actor,
        Source = "127.0.0.1",
        Action = "system.add",
        Target = target,
        Outcome = "done",
    };

    private MetricQuery Query(string series) => new() { Tenant = Tenant, Subject = "system:a", Series = series, From = Noon, To = Noon.AddDays(1) };

    // A value's own number of hours after noon is its moment.
    private Task AppendAsync(string series, double[] values) =>
        Metrics.AppendAsync(Tenant, "system:a", [.. values.Select(value => new MetricPoint(series, Noon.AddHours(value), value))], default);

    private async Task<IEnumerable<double>> ValuesAsync(string series, int fromHour, int toHour, int limit = 1000)
    {
        var query = Query(series) with { From = Noon.AddHours(fromHour), To = Noon.AddHours(toHour), Limit = limit };
        return (await Metrics.ReadAsync(query, default)).Select(point => point.Value);
    }

    private async Task<IReadOnlyList<HistoryEvent>> EventsAsync(int count)
    {
        IReadOnlyList<HistoryEvent> read = [];
        await Eventually.IsTrue(async () =>
        {
            read = await Events.ReadAsync(new EventQuery { Tenant = Tenant }, default);
            return read.Count == count;
        }, $"{count} events are written");
        return read;
    }
}
