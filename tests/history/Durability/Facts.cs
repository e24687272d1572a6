namespace NasOrleans.Tests.History.Durability;

/// <summary>A test that watches system calls.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class StraceFactAttribute : FactAttribute
{
    public StraceFactAttribute()
    {
        if (SystemProgram.Find("strace", "strace", out var missing) is null) Skip = missing;
    }
}
