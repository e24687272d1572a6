using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>What smartctl and the middleware call kinds and outcomes of self-tests, by protocol.</summary>
internal static class TestWords
{
    public static string Kind(DriveBus bus, SelfTestKind kind) => (bus, kind) switch
    {
        (DriveBus.Sas, SelfTestKind.Short) => "Background short",
        (DriveBus.Sas, SelfTestKind.Long) => "Background long",
        (DriveBus.Sas, _) => "Default",
        (DriveBus.Nvme, SelfTestKind.Short) => "Short",
        (DriveBus.Nvme, _) => "Extended",
        (_, SelfTestKind.Short) => "Short offline",
        (_, SelfTestKind.Long) => "Extended offline",
        (_, SelfTestKind.Conveyance) => "Conveyance offline",
        _ => "Offline",
    };

    public static string Outcome(DriveBus bus, SelfTestState state) => (bus, state) switch
    {
        (DriveBus.Sas, SelfTestState.Running) => "Self test in progress ...",
        (DriveBus.Sas, SelfTestState.Passed) => "Completed",
        (DriveBus.Sas, SelfTestState.Failed) => "Failed in segment -->",
        (DriveBus.Sas, SelfTestState.Aborted) => "Aborted (by user command)",
        (DriveBus.Sas, _) => "Aborted (device reset ?)",
        (DriveBus.Nvme, SelfTestState.Passed) => "Completed without error",
        (DriveBus.Nvme, SelfTestState.Failed) => "Completed: failed segments",
        (DriveBus.Nvme, SelfTestState.Aborted) => "Aborted: Self-test command",
        (DriveBus.Nvme, _) => "Aborted: Controller Reset",
        (_, SelfTestState.Running) => "Self-test routine in progress",
        (_, SelfTestState.Passed) => "Completed without error",
        (_, SelfTestState.Failed) => "Completed: read failure",
        (_, SelfTestState.Aborted) => "Aborted by host",
        _ => "Interrupted (host reset)",
    };

    /// <summary>CORE knows no third outcome: what was aborted has failed.</summary>
    public static string Status(Release release, SelfTestState state) => state switch
    {
        SelfTestState.Running => "RUNNING",
        SelfTestState.Passed => "SUCCESS",
        SelfTestState.Failed => "FAILED",
        _ => release.IsScale() ? "ABORTED" : "FAILED",
    };
}
