using Xunit;

namespace NasOrleans.Tests;

/// <summary>A fact that leans on a program of the system; without it, it is skipped with the reason.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FactNeedingAttribute : FactAttribute
{
    public FactNeedingAttribute(string program, string package)
    {
        Program = program;
        if (SystemProgram.Find(program, package, out var missing) is null) Skip = missing;
    }

    public string Program { get; }
}
