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

/// <summary>A test that mounts a file system of its own, seen by no other process.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!SystemProgram.IsRoot || SystemProgram.Run("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt").ExitCode != 0)
            Skip = "needs the right to mount";
    }
}
