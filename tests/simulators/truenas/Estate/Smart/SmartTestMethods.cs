using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Estate.Drives;
using NasOrleans.Simulators.TrueNas.Jobs;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;
using NasOrleans.Simulators.TrueNas.Transports;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>Starting, following and reading self-tests; gone from 25.10 on, but for the private disk.smart_test.</summary>
internal sealed class SmartTestMethods : IMethods
{
    private static readonly TimeSpan Looks = TimeSpan.FromSeconds(5);

    public static IEnumerable<Method> All =>
    [
        Method.Query("smart.test.results", "REPORTING_READ", Results) with { Until = Release.V2504 },
        new("smart.test.manual_test") { Until = Release.V2504, Parameters = ["disks"], Body = ManualTest },
        new("smart.test.abort") { Since = Release.Scale2410, Until = Release.V2504, Parameters = ["disk"], Body = Abort },
        new("disk.smart_test") { Since = Release.V2510, IsPrivate = true, Parameters = ["type", "disks"], Body = StartOnly },
    ];

    /// <summary>"smart.test.progress:sda" tells every two seconds how far the drive is.</summary>
    public static IEnumerable<EventSource> Sources =>
    [
        new("smart.test.progress")
        {
            Since = Release.Scale2212,
            Until = Release.V2504,
            Role = "REPORTING_READ",
            Interval = (call, argument) => call.Appliance.Estate.Shelf.Find(argument?.ToString() ?? "") is null ? throw MethodError.Invalid("disk", "Invalid disk name") : TimeSpan.FromSeconds(2),
            Next = (call, argument, _) => new JsonObject { ["progress"] = call.Appliance.Estate.Shelf.Find(argument!.ToString()) is { } bay ? SelfTestRows.Progress(call.Release, bay.Drive, call.Now) : null },
        },
    ];

    private static JsonNode? Results(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        return QueryEngine.Query(arguments, estate.Shelf.Bays.Where(bay => HasTests(call.Release, bay.Drive)).Select(bay => SelfTestRows.Row(estate, bay)));
    }

    /// <summary>NVMe came with 24.10.</summary>
    public static bool HasTests(Release release, Drive drive) => drive.Model.Bus != DriveBus.Nvme || release >= Release.Scale2410;

    /// <summary>Wrong identifiers refuse the whole call; what a single drive refuses stands in its own row.</summary>
    private static JsonArray ManualTest(CallContext call, JsonArray arguments)
    {
        var wanted = arguments[0].List("disks").Select((item, index) => Wanted.Of(call, item.Object($"disks.{index}"), $"disks.{index}")).ToList();
        if (wanted.Count == 0) throw MethodError.Invalid("disks", "This field is required");
        return Rows.Of(wanted.Select(each => Start(call, each)));
    }

    private static JsonObject Start(CallContext call, Wanted wanted)
    {
        var row = new JsonObject { ["disk"] = wanted.Bay.Name, ["identifier"] = wanted.Bay.Identifier };
        if (!wanted.Bay.Drive.StartTest(wanted.Kind, call.Now))
        {
            row["error"] = $"smartctl failed for disk {wanted.Bay.Name}:\n{SmartctlCommand.BusyText(wanted.Bay.Drive, call.Now)}";
            return row;
        }
        var expected = call.Now + SelfTestRules.Takes(wanted.Kind);
        if (call.Release.IsScale()) row["error"] = null;
        row["expected_result_time"] = Ejson.Moment(expected);
        var described = new JsonObject { ["disk"] = wanted.Bay.Name, ["identifier"] = wanted.Bay.Identifier, ["mode"] = wanted.Mode, ["type"] = wanted.Kind.ToString().ToUpperInvariant() };
        var drive = wanted.Bay.Drive;
        row["job"] = call.Appliance.Jobs.Start("smart.test.wait", [described, Ejson.Moment(expected)], (job, _) => Follow(job, drive), isAbortable: call.Release >= Release.Scale2410).Id;
        return row;
    }

    /// <summary>Ends in success whatever the test came to; up to 24.04 an abort leaves the drive testing.</summary>
    private static async Task<JsonNode?> Follow(JobContext job, Drive drive)
    {
        var estate = job.Appliance.Estate;
        try
        {
            while (SelfTestRows.Progress(estate.Release, drive, estate.Now) is { } percent)
            {
                if (job.IsHurried) drive.SelfTests.Complete(estate.Now);
                job.Progress(percent);
                await job.Delay(Looks);
            }
        }
        catch (OperationCanceledException) when (estate.Release >= Release.Scale2410)
        {
            drive.SelfTests.Abort(estate.Now);
            throw;
        }
        return null;
    }

    private static JsonNode? Abort(CallContext call, JsonArray arguments)
    {
        var name = arguments[0].Text("disk");
        var bay = call.Appliance.Estate.Shelf.Find(name) ?? throw MethodError.NotFound($"Disk {name} does not exist");
        bay.Drive.SelfTests.Abort(call.Now);
        return null;
    }

    /// <summary>What the migrated cron jobs of 25.10 call: it starts tests and says nothing about them.</summary>
    private static JsonNode? StartOnly(CallContext call, JsonArray arguments)
    {
        var kind = Wanted.KindOf(arguments[0].Text("type"), "type");
        var ids = arguments[1].Texts("disks");
        foreach (var bay in call.Appliance.Estate.Shelf.Bays.Where(bay => ids.Contains("*") || ids.Contains(bay.Identifier) || ids.Contains(bay.Name))) bay.Drive.StartTest(kind, call.Now);
        return null;
    }

    private sealed record Wanted(Bay Bay, SelfTestKind Kind, string Mode)
    {
        public static Wanted Of(CallContext call, JsonObject item, string at)
        {
            var identifier = item["identifier"].Text($"{at}.identifier");
            var bay = call.Appliance.Estate.Shelf.FindIdentifier(identifier)
                ?? throw MethodError.Invalid($"{at}.identifier", $"{identifier} is not valid. Please provide a valid disk identifier.");
            if (!HasTests(call.Release, bay.Drive)) throw MethodError.Invalid($"{at}.identifier", $"Test cannot be performed for {bay.Name} disk. S.M.A.R.T. tests are not supported for NVMe devices.");
            var mode = item["mode"]?.Text($"{at}.mode") ?? "BACKGROUND";
            if (mode is not ("BACKGROUND" or "FOREGROUND")) throw MethodError.Invalid($"{at}.mode", "Invalid choice: " + mode);
            return new Wanted(bay, KindOf(item["type"].Text($"{at}.type"), $"{at}.type"), mode);
        }

        public static SelfTestKind KindOf(string text, string at) => text switch
        {
            "SHORT" => SelfTestKind.Short,
            "LONG" => SelfTestKind.Long,
            "CONVEYANCE" => SelfTestKind.Conveyance,
            "OFFLINE" => SelfTestKind.Offline,
            _ => throw MethodError.Invalid(at, "Invalid choice: " + text),
        };
    }
}
