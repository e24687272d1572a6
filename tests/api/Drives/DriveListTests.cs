using NasOrleans.Api.Drives;
using NasOrleans.Api.Errors;
using NasOrleans.Drives;
using NasOrleans.Systems;
using NasOrleans.Tests.Api.Hosting;

namespace NasOrleans.Tests.Api.Drives;

public sealed class DriveListTests
{
    private static readonly DateTimeOffset AsOf = new(2026, 5, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly DriveRow[] All =
    [
        Row("nas-a", "Attic", "sda", "Z1", "ST8000", 30, SmartHealth.Passed, "Rack 2", DriveMedium.Hdd),
        Row("nas-a", "Attic", "sdb", "Z2", "ST8000", 45, SmartHealth.Failed, "", DriveMedium.Hdd),
        Row("nas-b", "Basement", "sda", "a3", "Samsung", null, SmartHealth.Unknown, "rack 2", DriveMedium.Ssd),
        Row("nas-b", "Basement", "sdb", "", "Unnamed", 31, SmartHealth.Unknown, "", DriveMedium.Unknown),
        Row("nas-b", "Basement", "sdc", "", "Unnamed", 31, SmartHealth.Unknown, "", DriveMedium.Unknown),
    ];

    public static TheoryData<string, string> Orders => new()
    {
        { "serial", "sdb sdc sda Z1 Z2" },
        { "model", "sda Z1 Z2 sdb sdc" },
        { "system", "Z1 Z2 sdb sdc sda" },
        { "health", "sdb sdc sda Z1 Z2" },
        { "temperature", "sda Z1 sdb sdc Z2" },
        { "location", "sdb sdc Z2 sda Z1" },
        { "TEMPERATURE desc", "Z2 sdc sdb Z1 sda" },
    };

    [Theory]
    [MemberData(nameof(Orders))]
    public async Task Page_ByPage_ShowsEachOnceInOrder(string sort, string expected)
    {
        var words = sort.Split(' ');
        for (var limit = 1; limit <= 6; limit++)
        {
            var (seen, _) = await Walk.AllAsync(cursor =>
            {
                var page = new DriveQuery { Sort = words[0], Order = words.ElementAtOrDefault(1), Limit = limit, Cursor = cursor }.PageOf(All.Reverse(), AsOf);
                Assert.Equal(All.Length, page.Total);
                return Task.FromResult((page.Items.Select(item => item.Serial.StartsWith('Z') ? item.Serial : item.Device), page.Next));
            });
            Assert.Equal(expected, string.Join(' ', seen));
        }
    }

    [Fact]
    public void Filters_NarrowTheList()
    {
        Assert.Equal(2, Count(new() { System = "nas-a" }));
        Assert.Equal(2, Count(new() { Model = "st8" }));
        Assert.Equal(1, Count(new() { Health = "failed" }));
        Assert.Equal(2, Count(new() { Location = "RACK 2" }));
        Assert.Equal(3, Count(new() { Location = "" }));
        Assert.Equal(1, Count(new() { Medium = "ssd" }));
        Assert.Equal(3, Count(new() { Q = "base" }));
        Assert.Equal(1, Count(new() { Q = "base", Medium = "ssd" }));
        Assert.Equal(0, Count(new() { Q = "nothing" }));
    }

    [Fact]
    public void Query_WithWordsThatAreNone_NamesEach()
    {
        var invalid = new Invalid();
        new DriveQuery { Limit = 501, Health = "ill", Medium = "tape", Sort = "age", Order = "up", Cursor = "!" }.Check(invalid);

        var errors = (Dictionary<string, List<string>>)invalid.Result().ProblemDetails.Extensions["errors"]!;
        Assert.Equal(["cursor", "health", "limit", "medium", "order", "sort"], errors.Keys.Order(StringComparer.Ordinal));
    }

    private static int Count(DriveQuery query) => query.PageOf(All, AsOf).Total;

    private static DriveRow Row(string system, string name, string device, string serial, string model, double? celsius, SmartHealth health, string location, DriveMedium medium) =>
        new(system, name, new() { Id = DriveId.Of(null, serial), Device = device, Serial = serial, Model = model, Celsius = celsius, Health = health, Location = location, Medium = medium });
}
