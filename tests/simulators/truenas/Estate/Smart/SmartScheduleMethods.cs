using System.Text.Json.Nodes;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Simulators.TrueNas.Estate.Smart;

/// <summary>smart.test.query, create, update, delete: schedules, not tests; and smart.config.</summary>
internal sealed class SmartScheduleMethods : IMethods
{
    public static IEnumerable<Method> All => new Method[]
    {
        Method.Query("smart.test.query", "DISK_READ", (call, arguments) => QueryEngine.Query(arguments, call.Appliance.Estate.SmartSchedules.Select(Row))),
        new("smart.test.create") { Role = "DISK_WRITE", Parameters = ["smart_task_create"], Body = Create },
        new("smart.test.update") { Role = "DISK_WRITE", Parameters = ["id", "smart_task_update"], Body = Update },
        new("smart.test.delete") { Role = "DISK_WRITE", Parameters = ["id"], Body = Delete },
        new("smart.test.disk_choices") { Role = "DISK_READ", Parameters = ["full_disk?"], Body = Choices },
        new("smart.test.query_for_disk") { Since = Release.Scale2212, Role = "REPORTING_READ", Parameters = ["disk"], Body = ForDisk },
        new("smart.config") { Role = "READONLY_ADMIN", Body = (_, _) => new JsonObject { ["id"] = 1, ["interval"] = 30, ["powermode"] = "NEVER", ["difference"] = 0, ["informational"] = 0, ["critical"] = 0 } },
    }.Select(method => method with { Until = Release.V2504 });

    private static JsonObject Row(SmartSchedule schedule) => new()
    {
        ["id"] = schedule.Id,
        ["type"] = schedule.Kind.ToString().ToUpperInvariant(),
        ["desc"] = schedule.Description,
        ["all_disks"] = schedule.IsForAll,
        ["disks"] = Rows.Texts(schedule.Disks),
        ["schedule"] = new JsonObject { ["hour"] = schedule.Hour, ["dom"] = schedule.Day, ["month"] = schedule.Month, ["dow"] = schedule.Weekday },
    };

    private static JsonObject Create(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var id = estate.SmartSchedules.Select(each => each.Id).DefaultIfEmpty().Max() + 1;
        var schedule = With(estate, new SmartSchedule(id, SelfTestKind.Short), arguments[0].Object("smart_task_create"), "smart_task_create", isNew: true);
        estate.SmartSchedules = estate.SmartSchedules.Add(schedule);
        return Row(schedule);
    }

    private static JsonObject Update(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var before = Found(estate, arguments);
        var after = With(estate, before, arguments[1].Object("smart_task_update"), "smart_task_update", isNew: false);
        estate.SmartSchedules = estate.SmartSchedules.Replace(before, after);
        return Row(after);
    }

    private static JsonNode? Delete(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        estate.SmartSchedules = estate.SmartSchedules.Remove(Found(estate, arguments));
        return true;
    }

    private static SmartSchedule With(NasEstate estate, SmartSchedule schedule, JsonObject fields, string name, bool isNew)
    {
        var disks = fields["disks"]?.Texts($"{name}.disks") ?? [.. schedule.Disks];
        var isForAll = fields["all_disks"]?.Bool($"{name}.all_disks") ?? schedule.IsForAll;
        var unknown = disks.Where(disk => estate.Shelf.FindIdentifier(disk) is null).ToList();
        if (unknown.Count > 0) throw MethodError.Invalid($"{name}.disks", $"The following disks are invalid: {string.Join(", ", unknown)}");
        if (!isForAll && disks.Length == 0) throw MethodError.Invalid($"{name}.disks", "This field is required");
        if (isNew && fields["type"] is null) throw MethodError.Invalid($"{name}.type", "This field is required");
        if (!Enum.TryParse<SelfTestKind>(fields["type"]?.Text($"{name}.type") ?? schedule.Kind.ToString(), ignoreCase: true, out var kind)) throw MethodError.Invalid($"{name}.type", "Invalid choice");
        var time = fields["schedule"] as JsonObject;
        return schedule with
        {
            Kind = kind,
            Disks = [.. disks],
            IsForAll = isForAll,
            Description = fields["desc"]?.ToString() ?? schedule.Description,
            Hour = time?["hour"]?.ToString() ?? schedule.Hour,
            Day = time?["dom"]?.ToString() ?? schedule.Day,
            Month = time?["month"]?.ToString() ?? schedule.Month,
            Weekday = time?["dow"]?.ToString() ?? schedule.Weekday,
        };
    }

    private static SmartSchedule Found(NasEstate estate, JsonArray arguments)
    {
        var id = arguments[0].Int("id");
        return estate.SmartSchedules.FirstOrDefault(each => each.Id == id) ?? throw MethodError.Invalid("", $"SMARTTest {id} does not exist", Errno.ENOENT);
    }

    private static JsonObject Choices(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var full = arguments.ElementAtOrDefault(0)?.Bool("full_disk") ?? false;
        var testable = estate.Shelf.Bays.Where(bay => SmartTestMethods.HasTests(call.Release, bay.Drive));
        return new(testable.Select(bay => KeyValuePair.Create(bay.Identifier, full ? Drives.DiskRows.Row(estate, bay, withPool: false) : (JsonNode?)bay.Name)));
    }

    private static JsonArray ForDisk(CallContext call, JsonArray arguments)
    {
        var estate = call.Appliance.Estate;
        var identifier = estate.Shelf.Find(arguments[0].Text("disk"))?.Identifier;
        return Rows.Of(estate.SmartSchedules.Where(each => each.IsForAll || identifier is not null && each.Disks.Contains(identifier)).Select(Row));
    }
}
