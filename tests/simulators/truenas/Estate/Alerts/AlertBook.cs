using System.Collections.Immutable;
using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Events;

namespace NasOrleans.Simulators.TrueNas.Estate.Alerts;

/// <summary>The alerts of a system: what tests raise, and what follows from its pools and drives.</summary>
public sealed class AlertBook
{
    private readonly NasEstate _estate;
    private readonly Lock _lock = new();
    private ImmutableArray<Alert> _alerts = [];
    private Draw _ids;

    internal AlertBook(NasEstate estate)
    {
        _estate = estate;
        _ids = Draw.Of(estate.Appliance.Seed, 4000);
    }

    /// <summary>All that stand, dismissed ones included. Looking is what makes the NAS look at itself.</summary>
    public ImmutableArray<Alert> All
    {
        get
        {
            Refresh();
            return _alerts;
        }
    }

    public Alert Raise(string className, string level, string text, params (string Name, string Value)[] args) =>
        Add(new Alert(className, level, text) { Args = args.ToImmutableSortedDictionary(arg => arg.Name, arg => arg.Value), IsOneShot = true });

    public bool Dismiss(Guid id) => Change(id, alert => alert with { IsDismissed = true });

    public bool Restore(Guid id) => Change(id, alert => alert with { IsDismissed = false });

    public void Clear(Guid id)
    {
        lock (_lock)
        {
            if (_alerts.FirstOrDefault(alert => alert.Id == id) is not { } gone) return;
            _alerts = _alerts.Remove(gone);
            Tell(Events.Change.Removed, gone);
        }
    }

    public void Refresh()
    {
        var derived = DerivedAlerts.Of(_estate).ToList();
        lock (_lock)
        {
            foreach (var gone in _alerts.Where(alert => alert.IsDerived && !derived.Any(alert.IsSameAs))) Clear(gone.Id);
            foreach (var added in derived.Where(each => !_alerts.Any(each.IsSameAs))) Add(added);
        }
    }

    /// <summary>The rows of disk.temperature_alerts: those of alert.list about these drives' temperature.</summary>
    internal JsonArray TemperatureAlerts(IReadOnlyCollection<string> names) => Rows.Of(All
        .Where(alert => alert.Class == DerivedAlerts.TooHot && names.Any(name => alert.Args["device"] == $"/dev/{name}"))
        .Select(alert => AlertRows.Row(_estate, alert)));

    private Alert Add(Alert alert)
    {
        lock (_lock)
        {
            Span<byte> id = stackalloc byte[16];
            BitConverter.TryWriteBytes(id, _ids.Next());
            BitConverter.TryWriteBytes(id[8..], _ids.Next());
            alert = alert with { Id = new Guid(id), Raised = _estate.Now };
            _alerts = _alerts.Add(alert);
            Tell(Events.Change.Added, alert);
            return alert;
        }
    }

    private bool Change(Guid id, Func<Alert, Alert> change)
    {
        lock (_lock)
        {
            if (_alerts.FirstOrDefault(alert => alert.Id == id) is not { } before) return false;
            var after = change(before);
            _alerts = _alerts.Replace(before, after);
            Tell(Events.Change.Changed, after);
            return true;
        }
    }

    private void Tell(Change change, Alert alert) => _estate.Appliance.Events.Publish(
        "alert.list", change, alert.Id.ToString(), change == Events.Change.Removed ? null : AlertRows.Row(_estate, alert));
}
