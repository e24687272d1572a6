namespace NasOrleans.Tests.Power;

/// <summary>A test that mounts something for a moment.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!SystemProgram.IsRoot || SystemProgram.Run("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt").ExitCode != 0) Skip = "needs the right to mount";
    }
}

/// <summary>A test that freezes a process, so that nothing can end it: as one is that waits for a dead disk.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class FreezerFactAttribute : FactAttribute
{
    public FreezerFactAttribute()
    {
        if (!SystemProgram.IsRoot || !File.Exists(Path.Combine(Freezer.Root, "tasks"))) Skip = "needs root and the freezer of cgroup version 1";
    }
}
