using NasOrleans.Protocols;
using NasOrleans.Protocols.TrueNas.Wire;

namespace NasOrleans.Tests.Protocols.TrueNas.Wire;

public sealed class RestRoutesTests
{
    [Theory]
    [InlineData("system.info", "[]", "GET", "/system/info", null)]
    [InlineData("pool.query", "[]", "GET", "/pool", null)]
    [InlineData("ups.config", "[]", "GET", "/ups", null)]
    [InlineData("disk.query", """[[],{"limit":1}]""", "GET", "/disk", """{"query-filters":[],"query-options":{"limit":1}}""")]
    [InlineData("service.query", """[[["service","=","ups"]]]""", "GET", "/service", """{"query-filters":[["service","=","ups"]]}""")]
    [InlineData("core.get_jobs", """[[["id","=",5]]]""", "GET", "/core/get_jobs", """{"query-filters":[["id","=",5]]}""")]
    [InlineData("disk.smart_attributes", """["sda"]""", "POST", "/disk/smart_attributes", "\"sda\"")]
    [InlineData("disk.temperatures", """[["ada0"]]""", "POST", "/disk/temperatures", """{"names":["ada0"]}""")]
    [InlineData("disk.temperatures", """[["sda"],false]""", "POST", "/disk/temperatures", """{"name":["sda"],"include_thresholds":false}""")]
    [InlineData("system.shutdown", "[]", "POST", "/system/shutdown", "{}")]
    [InlineData("system.shutdown", """["why",{}]""", "POST", "/system/shutdown", """{"reason":"why","options":{}}""")]
    [InlineData("vm.stop", """[3,{"force":false}]""", "POST", "/vm/id/3/stop", """{"force":false}""")]
    [InlineData("app.stop", """["plex"]""", "POST", "/app/stop", "\"plex\"")]
    public void Of_FollowsTheRulesOfRest(string method, string arguments, string verb, string path, string? body) =>
        Assert.Equal((verb, path, body), RestRoutes.Of(new WireCall(method, arguments)));

    [Fact]
    public void Of_WhatRestCannotCall_IsNeverSent() =>
        Assert.True(Assert.Throws<LinkException>(() => RestRoutes.Of(new WireCall("failover.call_remote", """["a",[]]"""))).NotSent);
}
