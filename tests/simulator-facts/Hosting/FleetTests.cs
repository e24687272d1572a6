using System.Net;
using System.Security.Cryptography.X509Certificates;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;
using NasOrleans.Simulators.TrueNas.Hosting;
using NasOrleans.Tests.Wire;

namespace NasOrleans.Tests.Hosting;

public sealed class FleetTests
{
    [Theory]
    [InlineData(Addressing.Port, true)]
    [InlineData(Addressing.Address, true)]
    [InlineData(Addressing.Host, true)]
    [InlineData(Addressing.Address, false)]
    [InlineData(Addressing.Host, false)]
    public async Task Systems_HoweverToldApart_AreThemselves(Addressing by, bool tls)
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 3, By = by, Tls = tls, Release = Release.Scale2410 });
        foreach (var nas in fleet.Systems)
        {
            await using var raw = await RawSocket.LegacyAdminAsync(nas);
            Assert.Equal(nas.Name, (await raw.LegacyCallAsync("system.info"))["result"]!["hostname"]!.ToString());
        }
        fleet.Systems[1].CutPower();
        await Assert.ThrowsAnyAsync<Exception>(() => RawSocket.LegacyAsync(fleet.Systems[1]));
        await using var other = await RawSocket.LegacyAsync(fleet.Systems[2]);
    }

    [Fact]
    public async Task Certificates_AreDifferent_AndOfOneAuthorityWhenAsked()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, WithAuthority = true });
        using var authority = X509Certificate2.CreateFromPem(fleet.AuthorityPem);
        Assert.NotEqual(fleet.Systems[0].Fingerprint, fleet.Systems[1].Fingerprint);
        foreach (var nas in fleet.Systems)
        {
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            Assert.True(chain.Build(nas.Certificate));
        }
    }

    [Fact]
    public void Addresses_OfNumbers_LeadBack()
    {
        foreach (var number in new[] { 0, 249, 250, 4999, 62_499, 62_500 }) Assert.Equal(number, Addresses.NumberOf(Addresses.Of(number)));
        Assert.Equal("127.16.0.1", Addresses.Of(0).ToString());
        Assert.Equal(-1, Addresses.NumberOf(IPAddress.Loopback));
        Assert.Equal(12, Addresses.NumberOf("nas-0012.sim.test"));
        Assert.Equal(-1, Addresses.NumberOf("elsewhere"));
    }

    [Fact]
    public async Task Control_PowersOn_SetsFaults_ShowsState_Resets()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { Systems = 2, ControlPort = 0 });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.ControlPort}") };
        var nas = fleet.Systems[1];
        Assert.Equal(2, JsonNode.Parse(await http.GetStringAsync("/systems"))!.AsArray().Count);

        await PostAsync(http, "/systems/1/debug/power-off");
        Assert.True(nas.IsDark);
        await PostAsync(http, "/systems/1/debug/power-on");
        Assert.False(nas.IsDark);
        await PostAsync(http, "/systems/1/debug/faults/slow-answers?seconds=7");
        Assert.Equal(TimeSpan.FromSeconds(7), nas.Faults.Slowness);
        await PostAsync(http, "/debug/faults/refuses-credentials");
        Assert.All(fleet.Systems, each => Assert.True(each.Faults.Has(Fault.RefusesCredentials)));
        Assert.Equal("[\"refuses-credentials\",\"slow-answers\"]", JsonNode.Parse(await http.GetStringAsync("/systems/1/debug/state"))!["faults"]!.ToJsonString());
        (await http.DeleteAsync(new Uri("/systems/1/debug/faults/slow-answers", UriKind.Relative))).EnsureSuccessStatusCode();
        Assert.False(nas.Faults.Has(Fault.SlowAnswers));
        await PostAsync(http, "/systems/1/debug/reset");
        Assert.Empty(nas.Faults.On);
        Assert.Equal(HttpStatusCode.NotFound, (await http.PostAsync(new Uri("/systems/1/debug/faults/unheard", UriKind.Relative), null)).StatusCode);
    }

    [Fact]
    public async Task CompleteAllJobs_EndsTheRunningOnes()
    {
        await using var fleet = await TrueNasFleet.StartAsync(new FleetOptions { ControlPort = 0 });
        var nas = fleet.Systems[0];
        var job = nas.Jobs.Start("long", [], async (job, _) => { await job.Delay(TimeSpan.FromDays(1)); return null; });
        using var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{fleet.ControlPort}") };
        await PostAsync(http, "/systems/0/debug/complete-all-jobs");
        await job.Over;
        Assert.Equal(Simulators.TrueNas.Jobs.JobState.Success, job.State);
    }

    [Theory]
    [InlineData("--systems 5000 --by address --release 24.10 --plain --speed 60 --profile nvme --seed 7 --port 1 --control 2", null)]
    [InlineData("--systems none", "'--systems none' was not understood")]
    [InlineData("--unheard", "'--unheard' is not an option or lacks its value")]
    public void CommandLine_IsReadOrRefused(string line, string? complaint)
    {
        var options = CommandLine.Read(line.Split(' '), out var said);
        Assert.Equal(complaint ?? "", said);
        if (complaint is not null) return;
        Assert.Equal((5000, Addressing.Address, Release.Scale2410, false, 60d, Profile.Nvme), (options!.Systems, options.By, options.Release, options.Tls, options.Speed, options.Profile));
    }

    private static async Task PostAsync(HttpClient http, string path) => (await http.PostAsync(new Uri(path, UriKind.Relative), null)).EnsureSuccessStatusCode();
}
