using System.Net;
using System.Net.Sockets;
using NasOrleans.Power.Runs;
using NasOrleans.Power.Runs.Steps;
using NasOrleans.Protocols;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Power.Targets;

public sealed class DeviceTargetTests : IDisposable
{
    private readonly TargetStage _stage = new();

    public DeviceTargetTests() => _stage.Installation = new() { Passwords = _stage.Installation.Passwords.Add("bmcs", new Secret("very secret")) };

    public void Dispose() => _stage.Dispose();

    [Theory]
    [InlineData(IpmiOrder.SoftOff, "soft")]
    [InlineData(IpmiOrder.On, "on")]
    public async Task Ipmi_IsToldByTheProgram_AndThePasswordIsOnNoCommandLine(IpmiOrder order, string word)
    {
        _stage.Programs.Provide("ipmitool", $"{_stage.Programs.Recording}; printf %s \"$IPMI_PASSWORD\" > {_stage.Programs.FileOf("password")}; echo 'Chassis Power Control: Soft'");

        Assert.Equal(AnswerKind.Taken, (await _stage.Tell(Ipmi(order))).Kind);

        var call = Assert.Single(_stage.Programs.Calls);
        Assert.Contains("-I lanplus -H bmc.example -U admin -E", call, StringComparison.Ordinal);
        Assert.EndsWith($"chassis power {word}", call, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", call, StringComparison.Ordinal);
        Assert.Equal("very secret", File.ReadAllText(_stage.Programs.FileOf("password")));
    }

    [Theory]
    [InlineData("echo 'Chassis Power is off'", IpmiOrder.SoftOff, StepSight.Done)]
    [InlineData("echo 'Chassis Power is on'", IpmiOrder.SoftOff, StepSight.Untouched)]
    [InlineData("echo 'Chassis Power is on'", IpmiOrder.On, StepSight.Done)]
    [InlineData("echo 'Error: Unable to establish IPMI v2 / RMCP+ session' >&2; exit 1", IpmiOrder.On, StepSight.Silent)]
    [InlineData("echo gibberish", IpmiOrder.On, StepSight.Silent)]
    public async Task Ipmi_IsAskedByThePowerOfTheChassis(string script, IpmiOrder order, StepSight sight)
    {
        _stage.Programs.Provide("ipmitool", script);

        await _stage.Sees(Ipmi(order), sight);
    }

    [Theory]
    [InlineData("echo 'Error: Unable to establish IPMI v2 / RMCP+ session' >&2; exit 1", nameof(AnswerKind.NotSent))]
    [InlineData("echo 'Set Chassis Power Control to Soft failed: Insufficient privilege level' >&2; exit 1", nameof(AnswerKind.Refused))]
    [InlineData("kill -9 $$", nameof(AnswerKind.Unclear))]
    public async Task Ipmi_WhatTheControllerSays_IsWhatTheOrderBecame(string script, string kind)
    {
        _stage.Programs.Provide("ipmitool", script);

        Assert.Equal(kind, (await _stage.Tell(Ipmi(IpmiOrder.SoftOff))).Kind.ToString());
    }

    [Fact]
    public async Task Ipmi_ProgramThatHangs_IsUnclearByTheLimit()
    {
        _stage.Programs.Provide("ipmitool", "trap '' TERM; while :; do sleep 1000; done");

        Assert.Equal(AnswerKind.Unclear, (await _stage.Tell(Ipmi(IpmiOrder.SoftOff) with { Timeout = TimeSpan.FromSeconds(3) })).Kind);
    }

    [Fact]
    public async Task Ipmi_WithoutItsProgramOrPassword_IsNotSentAndNamesWhatIsMissing()
    {
        _stage.HideTheMachine();
        var noProgram = await _stage.Tell(Ipmi(IpmiOrder.On));
        var noPassword = await _stage.Tell(Ipmi(IpmiOrder.On) with { Ipmi = new() { Host = "bmc", User = "admin", Password = "others" } });

        Assert.Equal((AnswerKind.NotSent, true), (noProgram.Kind, noProgram.Text.Contains("ipmitool", StringComparison.Ordinal)));
        Assert.Equal((AnswerKind.NotSent, true), (noPassword.Kind, noPassword.Text.Contains("'others'", StringComparison.Ordinal)));
        Assert.Contains("'ipmitool'", Assert.Single(await _stage.Missing(Ipmi(IpmiOrder.On))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wake_OfNoCard_IsNotSent_AndUpIsWhoAnswers()
    {
        using var up = new TcpListener(IPAddress.Loopback, 0);
        up.Start();
        var port = ((IPEndPoint)up.LocalEndpoint).Port;

        Assert.Equal(AnswerKind.NotSent, (await _stage.Tell(Wake("ff:ff:ff:ff:ff:ff", port))).Kind);
        Assert.Equal(("would wake 02:00:00:00:00:01", AnswerKind.Taken), await Said(_stage.Tell(Wake("02:00:00:00:00:01", port), dryRun: true)));
        await _stage.Sees(Wake("02:00:00:00:00:01", port), StepSight.Done);
        up.Stop();
        await _stage.Sees(Wake("02:00:00:00:00:01", port), StepSight.Untouched);
    }

    private static async Task<(string Text, AnswerKind Kind)> Said(Task<StepAnswer> answer) => ((await answer).Text, (await answer).Kind);

    private static StepConfig Ipmi(IpmiOrder order) => new() { Id = "bmc", Load = "host", Ipmi = new() { Host = "bmc.example", User = "admin", Password = "bmcs", Order = order } };

    private static StepConfig Wake(string mac, int port) => new() { Id = "wake", Load = "host", Wake = new() { Macs = [mac], Host = "127.0.0.1", Port = port } };
}
