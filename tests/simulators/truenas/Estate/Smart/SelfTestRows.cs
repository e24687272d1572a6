using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>A row of smart.test.results: up to 24.10 read from smartctl's text, in 25.04 from its JSON.</summary>
internal static class SelfTestRows
{
    private const int AtaHoursWrapAt = 65_536;

    public static JsonObject Row(NasEstate estate, Bay bay)
    {
        var (release, now, drive) = (estate.Release, estate.Now, bay.Drive);
        var row = release.IsScale() ? DiskRows.Row(estate, bay, withPool: false) : [];
        row["disk"] = bay.Name;
        row["tests"] = Rows.Of(Shown(drive, now).Select((test, index) => Test(release, drive, test, index, now)));
        row["current_test"] = Progress(release, drive, now) is { } percent ? new JsonObject { ["progress"] = percent } : null;
        return row;
    }

    /// <summary>What the middleware makes of a running test; null when none runs, or when it does not see it.</summary>
    public static int? Progress(Release release, Drive drive, DateTimeOffset now)
    {
        if (drive.SelfTests.Running(now) is not { } test) return null;
        return drive.Model.Bus switch
        {
            DriveBus.Sata => 100 - SelfTestRules.RemainingPercent(test, now),
            DriveBus.Sas => 0,
            _ => release >= Release.V2504 ? NvmePercent(test, now) : 0,
        };
    }

    public static int NvmePercent(SelfTest test, DateTimeOffset now) => Math.Clamp((int)(100 * ((now - test.Started) / test.Takes)), 1, 99);

    private static IEnumerable<SelfTest> Shown(Drive drive, DateTimeOffset now) => drive.Model.Bus == DriveBus.Nvme
        ? drive.SelfTests.Tests.Where(test => SelfTestRules.StateAt(test, now) != SelfTestState.Running)
        : drive.SelfTests.Tests;

    private static JsonObject Test(Release release, Drive drive, SelfTest test, int index, DateTimeOffset now)
    {
        var (bus, state) = (drive.Model.Bus, SelfTestRules.StateAt(test, now));
        var row = new JsonObject
        {
            ["num"] = release >= Release.V2504 || bus == DriveBus.Nvme ? index : index + 1,
            ["description"] = TestWords.Kind(bus, test.Kind),
            ["status"] = TestWords.Status(release, state),
            ["status_verbose"] = TestWords.Outcome(bus, state),
        };
        switch (bus)
        {
            case DriveBus.Sata:
                AddAta(row, release, drive, test, state, now);
                break;
            case DriveBus.Sas:
                row["segment_number"] = state == SelfTestState.Failed ? 2 : null;
                row["lifetime"] = state == SelfTestState.Running ? null : test.StartedAtHours;
                row["lba_of_first_error"] = Lba(release, test, state);
                if (release >= Release.V2504) row["power_on_hours_ago"] = drive.PowerOnHours(now) - test.StartedAtHours;
                break;
            default:
                AddNvme(row, drive, test, state, now);
                break;
        }
        return row;
    }

    private static void AddAta(JsonObject row, Release release, Drive drive, SelfTest test, SelfTestState state, DateTimeOffset now)
    {
        row["remaining"] = SelfTestRules.RemainingPercent(test, now) / 100.0;
        row["lifetime"] = test.StartedAtHours % AtaHoursWrapAt;
        row["lba_of_first_error"] = Lba(release, test, state);
        if (release >= Release.V2504) row["power_on_hours_ago"] = drive.PowerOnHours(now) - test.StartedAtHours;
    }

    private static void AddNvme(JsonObject row, Drive drive, SelfTest test, SelfTestState state, DateTimeOffset now)
    {
        row["power_on_hours"] = test.StartedAtHours;
        row["power_on_hours_ago"] = drive.PowerOnHours(now) - test.StartedAtHours;
        row["failing_lba"] = state == SelfTestState.Failed ? test.FailingLba : null;
        row["nsid"] = null;
        row["seg"] = state == SelfTestState.Failed ? 2 : 0;
        row["sct"] = 0;
        row["code"] = 0;
    }

    private static JsonNode? Lba(Release release, SelfTest test, SelfTestState state) =>
        state != SelfTestState.Failed ? null : release >= Release.V2504 ? JsonValue.Create(test.FailingLba) : JsonValue.Create($"{test.FailingLba}");
}
