using System.Collections.Frozen;
using System.Collections.Immutable;

namespace NasOrleans.Simulators.Ups.Profiles;

/// <summary>What a kind of UPS is and can do.</summary>
internal sealed class UpsProfile
{
    private readonly FrozenSet<string> _names;

    public UpsProfile(ImmutableArray<Variable> variables)
    {
        Variables = [.. variables.OrderBy(variable => variable.Name, StringComparer.OrdinalIgnoreCase)];
        _names = Variables.Select(variable => variable.Name).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    public required double Nominal { get; init; }

    /// <summary>Raises and lowers the voltage without going to battery.</summary>
    public bool Regulates { get; init; } = true;

    public required int Outlets { get; init; }

    public required TimeSpan AtFullLoad { get; init; }

    public TimeSpan Recharge { get; init; } = TimeSpan.FromHours(3);

    /// <summary>Written values, as they come from the factory.</summary>
    public required FrozenDictionary<string, string> Defaults { get; init; }

    public required ImmutableArray<string> Commands { get; init; }

    /// <summary>LIST RW and SET are not understood.</summary>
    public bool RefusesWrites { get; init; }

    public ImmutableArray<Variable> Variables { get; }

    public bool Has(string variable) => _names.Contains(variable);
}
