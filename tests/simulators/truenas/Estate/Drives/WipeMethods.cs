using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Drives;

/// <summary>disk.wipe: writes, never reads back.</summary>
internal sealed class WipeMethods : IMethods
{
    private const int Steps = 50;
    private static readonly TimeSpan FullTakes = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan QuickTakes = TimeSpan.FromSeconds(2);

    public static IEnumerable<Method> All =>
    [
        new("disk.wipe")
        {
            Role = "DISK_WRITE",
            Parameters = ["dev", "mode", "synccache?"],
            IsAbortable = true,
            Check = arguments => ModeOf(arguments[1]),
            Lock = arguments => arguments[0]?.ToString(),
            Job = Wipe,
        },
    ];

    private static async Task<JsonNode?> Wipe(JobContext job, JsonArray arguments)
    {
        var estate = job.Appliance.Estate;
        var name = arguments[0].Text("dev");
        var (mode, content) = (ModeOf(arguments[1]), Content(estate.Release));
        var bay = estate.Shelf.Find(name) ?? throw new MethodError(Errno.ENOENT, $"No such file or directory: '/dev/{name}'");
        // Linux opens the device alone; CORE writes into a running pool.
        if (estate.Release.IsScale() && estate.Pools.Uses(bay.Drive)) throw new MethodError(Errno.EBUSY, $"Device or resource busy: '/dev/{name}'");
        bay.Drive.ExportedPool = null;
        var total = mode == WipeMode.Quick ? QuickTakes : FullTakes;
        for (var step = 0; step < Steps; step++)
        {
            var part = (double)step / Steps;
            bay.Drive.Wiped = new DriveWipe(mode, mode == WipeMode.FullRandom ? null : content, part);
            if (mode != WipeMode.Quick && part >= bay.Drive.TestsFailAt || estate.Shelf.Find(name)?.Drive != bay.Drive) throw new MethodError(Errno.EIO, "Input/output error");
            job.Progress(100 * part);
            await Wait(job, bay.Drive, total / Steps);
        }
        bay.Drive.Wiped = bay.Drive.Wiped! with { Part = 1 };
        return null;
    }

    /// <summary>CORE and 22.12 write on in a thread although the job says ABORTED.</summary>
    private static async Task Wait(JobContext job, Drive drive, TimeSpan time)
    {
        try
        {
            await job.Delay(time);
        }
        catch (OperationCanceledException) when (job.Appliance.Release <= Release.Scale2212)
        {
            drive.Wiped = drive.Wiped! with { Part = 1 };
            throw;
        }
    }

    /// <summary>Zeros to 24.04, the digit zero from 24.10 on.</summary>
    private static byte Content(Release release) => release >= Release.Scale2410 ? (byte)'0' : (byte)0;

    private static WipeMode ModeOf(JsonNode? mode) => mode?.ToString() switch
    {
        "QUICK" => WipeMode.Quick,
        "FULL" => WipeMode.Full,
        "FULL_RANDOM" => WipeMode.FullRandom,
        _ => throw MethodError.Invalid("mode", "Input should be 'QUICK', 'FULL' or 'FULL_RANDOM'"),
    };
}
