namespace NasOrleans.Tests.Power;

/// <summary>A test that freezes a process, so that nothing can end it: as one is that waits for a dead disk.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreezerFactAttribute : FactAttribute
{
    public FreezerFactAttribute()
    {
        if (!SystemProgram.IsRoot || !File.Exists(Path.Combine(Freezer.Root, "tasks"))) Skip = "needs root and the freezer of cgroup version 1";
    }
}
