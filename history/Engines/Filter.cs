namespace NasOrleans.History.Engines;

/// <summary>The conditions of a query with their parameters; the ones that were not asked for are left out, so that an index fits.</summary>
internal sealed class Filter
{
    private readonly List<string> _conditions = [];
    private readonly List<(string Name, object? Value)> _parameters = [];

    public string Text => string.Join(" AND ", _conditions);

    public (string Name, object? Value)[] Parameters => [.. _parameters];

    /// <summary>Each engine keeps moments in its own way.</summary>
    public static Filter Of(EventQuery query, Func<DateTimeOffset, object> stored) => new Filter()
        .Where("tenant = @tenant", "@tenant", query.Tenant)
        .Where("subject = @subject", "@subject", query.Subject)
        .Where("kind = @kind", "@kind", query.Kind)
        .Where("substr(kind, 1, length(@prefix)) = @prefix", "@prefix", query.KindPrefix)
        .Where("at >= @from", "@from", query.From is { } from ? stored(from) : null)
        .Where("at < @to", "@to", query.To is { } to ? stored(to) : null)
        .Where("id < @before", "@before", query.Before)
        .Limit(query.Limit);

    public static Filter Of(AuditQuery query) => new Filter()
        .Where("tenant = @tenant", "@tenant", query.Tenant)
        .Where("target = @target", "@target", query.Target)
        .Where("actor = @actor", "@actor", query.Actor)
        .Where("id < @before", "@before", query.Before)
        .Limit(query.Limit);

    private Filter Where(string condition, string name, object? value)
    {
        if (value is null) return this;
        _conditions.Add(condition);
        _parameters.Add((name, value is string text ? StoredText.Clean(text) : value));
        return this;
    }

    private Filter Limit(int limit)
    {
        _parameters.Add(("@limit", limit));
        return this;
    }
}
