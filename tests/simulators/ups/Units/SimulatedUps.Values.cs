using System.Collections.Immutable;
using System.Globalization;
using NasOrleans.Simulators.Ups.Profiles;

namespace NasOrleans.Simulators.Ups.Units;

/// <summary>A variable as it stands.</summary>
internal sealed record Value(Variable Variable, string Text);

/// <summary>What its driver tells of it.</summary>
public sealed partial class SimulatedUps
{
    private readonly Dictionary<string, string> _settings = new(StringComparer.OrdinalIgnoreCase);
    private readonly SortedDictionary<string, string?> _overrides = new(StringComparer.OrdinalIgnoreCase);
    private ImmutableArray<Value> _told = [];
    private DateTimeOffset _toldAt;
    private long _toldVersion = -1;
    private long _version;

    /// <summary>What a client would read; empty while the driver is not there.</summary>
    public string? this[string variable] => Look(() => Values().FirstOrDefault(value => string.Equals(value.Variable.Name, variable, StringComparison.OrdinalIgnoreCase))?.Text);

    /// <summary>Shows this instead of the truth, even where it is nonsense; null hides the variable.</summary>
    public void Override(string variable, string? text) => Change(() => _overrides[variable] = text);

    public void ClearOverride(string variable) => Change(() => _overrides.Remove(variable));

    public void ClearOverrides() => Change(_overrides.Clear);

    /// <summary>As upsrw would.</summary>
    public void Set(string variable, string text) => Change(() => _settings[variable] = text);

    internal string Setting(string variable) => _settings.GetValueOrDefault(variable) ?? Profile.Defaults.GetValueOrDefault(variable) ?? "";

    internal double Number(string variable) =>
        double.TryParse(Setting(variable), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : 0;

    internal string Status => StatusTokens.Of(new StatusFacts
    {
        IsOnBattery = IsOnBattery || _isDead,
        IsLow = IsLow,
        IsCharging = IsCharging,
        IsOff = !_isOutputOn,
        HasAlarm = Alarm.Length > 0,
        IsCalibrating = _test == SelfTest.Calibration,
        IsTesting = _test is SelfTest.Quick or SelfTest.Deep,
        IsBypassed = _isBypassed,
        IsOverloaded = Drawn > 1,
        NeedsBattery = NeedsBattery,
        Supply = Supply,
    });

    /// <summary>All variables by name. The driver's last look is told again until it looks anew, or while it is silent.</summary>
    internal ImmutableArray<Value> Values()
    {
        if (Driver.Contact == Contact.Wait) return [new Value(Variable.Status, "WAIT")];
        var isSilent = Driver.State == DriverState.Silent && !_told.IsEmpty;
        var isFresh = !_told.IsEmpty && (_options.PollInterval > TimeSpan.Zero ? _at - _toldAt < _options.PollInterval : _at == _toldAt && _version == _toldVersion);
        if (isSilent || isFresh) return _told;
        (_told, _toldAt, _toldVersion) = (Measure(), _at, _version);
        return _told;
    }

    private ImmutableArray<Value> Measure()
    {
        var values = ImmutableArray.CreateBuilder<Value>(Profile.Variables.Length);
        foreach (var variable in Profile.Variables)
        {
            var text = _overrides.TryGetValue(variable.Name, out var shown) ? shown : variable.Read(this);
            if (text is not null) values.Add(new Value(variable, text));
        }
        foreach (var (name, text) in _overrides)
        {
            if (text is not null && !Profile.Has(name)) values.Add(new Value(new Variable(name, _ => text), text));
        }
        if (_overrides.Count > 0) values.Sort((one, other) => string.Compare(one.Variable.Name, other.Variable.Name, StringComparison.OrdinalIgnoreCase));
        return values.DrainToImmutable();
    }
}
