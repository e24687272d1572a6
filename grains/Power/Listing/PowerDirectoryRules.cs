using System.Collections.Immutable;

namespace NasOrleans.Power.Listing;

/// <summary>What the keys of the journal stand for.</summary>
internal static class PowerDirectoryRules
{
    public static PowerDirectory Of(IEnumerable<string> keys)
    {
        var sources = ImmutableArray.CreateBuilder<PowerSourceId>();
        var groups = ImmutableArray.CreateBuilder<PowerGroupId>();
        foreach (var key in keys)
        {
            var (_, noun, id) = GrainKeys.Parse(key);
            if (noun == "ups") sources.Add(new(id));
            else if (noun == "group") groups.Add(new(id));
        }

        return new() { Sources = sources.DrainToImmutable(), Groups = groups.DrainToImmutable() };
    }
}
