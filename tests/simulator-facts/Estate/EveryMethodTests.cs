using NasOrleans.Simulators.TrueNas.Appliances;

namespace NasOrleans.Tests.Estate;

public sealed class EveryMethodTests
{
    public static TheoryData<Release, Profile> All
    {
        get
        {
            var all = new TheoryData<Release, Profile>();
            foreach (var release in Enum.GetValues<Release>())
            {
                foreach (var profile in Enum.GetValues<Profile>()) all.Add(release, profile);
            }
            return all;
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Queries_WithoutArguments_AnswerRowsThatAreJson(Release release, Profile profile)
    {
        var nas = new SimulatedNas(release, profile);

        foreach (var query in nas.Appliance.Methods.Methods.Values.Where(method => method.IsQuery))
        {
            var rows = nas.Rows(query.Name);
            Assert.Equal(rows.Count, nas.Call(query.Name, """[[],{"count":true}]""")!.GetValue<int>());
            Assert.NotEmpty(rows.ToJsonString());
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public void MethodsThatNeedNothing_Answer(Release release, Profile profile)
    {
        var nas = new SimulatedNas(release, profile);

        var failed = nas.Appliance.Methods.Methods.Values
            .Where(method => !method.IsJob && !method.IsQuery && method.Parameters.All(name => name.EndsWith('?')) && IsOfTheEstate(method.Name))
            .Where(method => Record.Exception(() => nas.Call(method.Name)?.ToJsonString()) is not null);
        Assert.Equal([], failed.Select(method => method.Name));
    }

    /// <summary>What one round of polling asks for, by release.</summary>
    [Theory]
    [InlineData("disk.query", Release.Core133, Release.V26)]
    [InlineData("disk.temperatures", Release.Core133, Release.V26)]
    [InlineData("disk.temperature", Release.Core133, Release.V2504)]
    [InlineData("disk.temperature_agg", Release.Scale2212, Release.V26)]
    [InlineData("disk.smart_attributes", Release.Core133, Release.V2504)]
    [InlineData("disk.details", Release.Scale2410, Release.V26)]
    [InlineData("smart.test.results", Release.Core133, Release.V2504)]
    [InlineData("smart.test.manual_test", Release.Core133, Release.V2504)]
    [InlineData("smart.test.query", Release.Core133, Release.V2504)]
    [InlineData("smart.test.abort", Release.Scale2410, Release.V2504)]
    [InlineData("pool.query", Release.Core133, Release.V26)]
    [InlineData("zpool.query", Release.V26, Release.V26)]
    [InlineData("pool.dataset.query", Release.Core133, Release.V26)]
    [InlineData("zfs.snapshot.query", Release.Core133, Release.V2504)]
    [InlineData("pool.snapshot.query", Release.V2510, Release.V26)]
    [InlineData("boot.get_state", Release.Core133, Release.V26)]
    [InlineData("alert.list", Release.Core133, Release.V26)]
    [InlineData("replication.query", Release.Core133, Release.V26)]
    [InlineData("pool.snapshottask.query", Release.Core133, Release.V26)]
    [InlineData("interface.query", Release.Core133, Release.V26)]
    [InlineData("service.query", Release.Core133, Release.V26)]
    [InlineData("service.control", Release.V2510, Release.V26)]
    [InlineData("service.start", Release.Core133, Release.V2510)]
    [InlineData("app.query", Release.Scale2410, Release.V26)]
    [InlineData("chart.release.query", Release.Scale2212, Release.Scale2404)]
    [InlineData("jail.query", Release.Core133, Release.Core133)]
    [InlineData("vm.query", Release.Core133, Release.V26)]
    [InlineData("virt.instance.query", Release.V2504, Release.V2510)]
    [InlineData("container.query", Release.V26, Release.V26)]
    [InlineData("ups.config", Release.Core133, Release.V26)]
    [InlineData("failover.status", Release.Core133, Release.V26)]
    [InlineData("update.check_available", Release.Core133, Release.V2504)]
    [InlineData("update.status", Release.V2510, Release.V26)]
    public void Method_IsInTheReleasesThatHaveIt_AndInNoOther(string method, Release since, Release until) => Assert.All(
        Enum.GetValues<Release>(), release => Assert.Equal(release >= since && release <= until, new SimulatedNas(release).Has(method)));

    [Fact]
    public void SmartMethods_From2510On_AreGone() => Assert.Empty(
        new SimulatedNas(Release.V2510).Appliance.Methods.Methods.Keys.Where(name => name.StartsWith("smart.", StringComparison.Ordinal)));

    private static bool IsOfTheEstate(string name) => !name.StartsWith("system.", StringComparison.Ordinal)
        && !name.StartsWith("auth.", StringComparison.Ordinal) && !name.StartsWith("core.", StringComparison.Ordinal) && !name.StartsWith("api_key.", StringComparison.Ordinal);
}
