using System.Net;
using NasOrleans.Protocols.Nut.Writing;

namespace NasOrleans.Tests.Protocols.Nut.Writing;

public sealed class PrivateNetworksTests
{
    [Theory]
    [InlineData("127.0.0.1", true)]
    [InlineData("::1", true)]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.0.1", true)]
    [InlineData("192.168.1.5", true)]
    [InlineData("::ffff:192.168.1.5", true)]
    [InlineData("fd12::5", true)]
    [InlineData("fe80::1%1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("8.8.8.8", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    [InlineData("2001:db8::1", false)]
    public void Hold_WhatNoPublicNetworkCarries(string address, bool expected) => Assert.Equal(expected, PrivateNetworks.Hold(IPAddress.Parse(address)));
}
