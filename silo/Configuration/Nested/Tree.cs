namespace NasOrleans.Silo.Configuration;

/// <summary>A key of nas.yaml below which there are records, and no flat settings.</summary>
/// <param name="Key">Such as <c>power.sources</c>.</param>
/// <param name="Description">What it is, in a sentence.</param>
/// <param name="Type">What stands there, or under each name there.</param>
/// <param name="IsNamed">Several, each under its name.</param>
/// <param name="Beside">A record whose keys are taken beside those of the type.</param>
internal sealed record Tree(string Key, string Description, Type Type, bool IsNamed, Type? Beside = null);
