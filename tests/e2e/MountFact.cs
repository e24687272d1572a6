using Xunit;

namespace NasOrleans.Tests;

/// <summary>A fact that mounts something for a moment.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute()
    {
        if (!SystemProgram.IsRoot || SystemProgram.Run("unshare", "-m", "mount", "-t", "tmpfs", "none", "/mnt").ExitCode != 0) Skip = "needs the right to mount";
    }
}
