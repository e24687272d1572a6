using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Protocols.TrueNas.Wire;

public sealed class WireErrorRulesTests
{
    [Theory]
    [InlineData(-32700, null, LinkError.Protocol)]
    [InlineData(-32600, null, LinkError.Protocol)]
    [InlineData(-32601, null, LinkError.Unsupported)]
    [InlineData(-32602, 22, LinkError.Validation)]
    [InlineData(-32603, 14, LinkError.Protocol)]
    [InlineData(-32000, null, LinkError.Busy)]
    [InlineData(-32001, 207, LinkError.Auth)]
    [InlineData(-32001, null, LinkError.Protocol)]
    [InlineData(12345, null, LinkError.Protocol)]
    public void OfCode_EveryCode_HasItsClass(int code, int? errno, LinkError error) =>
        Assert.Equal(error, WireErrorRules.OfCode("pool.query", code, errno, "[EINVAL] x: y").Fault.Error);

    [Theory]
    [InlineData(1, "Not yours", LinkError.Permission)]
    [InlineData(2, "No such file", LinkError.Validation)]
    [InlineData(11, "Validation", LinkError.Validation)]
    [InlineData(13, "Not authenticated", LinkError.Auth)]
    [InlineData(13, "Session is expired", LinkError.Auth)]
    [InlineData(13, "Not authorized", LinkError.Permission)]
    [InlineData(14, "boom", LinkError.Protocol)]
    [InlineData(16, "Rate Limit Exceeded", LinkError.Busy)]
    [InlineData(22, "x", LinkError.Validation)]
    [InlineData(95, "barred", LinkError.Unsupported)]
    [InlineData(103, "x", LinkError.Connection)]
    [InlineData(109, "x", LinkError.Busy)]
    [InlineData(110, "x", LinkError.Timeout)]
    [InlineData(201, "[ENOMETHOD] Method 'x' not found in 'y'", LinkError.Unsupported)]
    [InlineData(204, "x", LinkError.Connection)]
    [InlineData(207, "x", LinkError.Auth)]
    [InlineData(208, "x", LinkError.Tls)]
    [InlineData(209, "x", LinkError.Busy)]
    [InlineData(2042, "zfs", LinkError.Protocol)]
    public void OfErrno_EveryNumber_HasItsClass(int errno, string reason, LinkError error) =>
        Assert.Equal(error, WireErrorRules.OfErrno("disk.query", errno, reason).Fault.Error);

    [Theory]
    [InlineData(301, LinkError.Protocol)]
    [InlineData(400, LinkError.Validation)]
    [InlineData(401, LinkError.Auth)]
    [InlineData(403, LinkError.Permission)]
    [InlineData(404, LinkError.Unsupported)]
    [InlineData(422, LinkError.Validation)]
    [InlineData(429, LinkError.Busy)]
    [InlineData(500, LinkError.Protocol)]
    [InlineData(502, LinkError.Connection)]
    public void OfStatus_EveryStatus_HasItsClass(int status, LinkError error) =>
        Assert.Equal(error, WireErrorRules.OfStatus("disk.query", status, "text").Fault.Error);

    [Theory]
    [InlineData(1008, LinkError.Permission)]
    [InlineData(1009, LinkError.Protocol)]
    [InlineData(1007, LinkError.Protocol)]
    [InlineData(1011, LinkError.Protocol)]
    [InlineData(1000, LinkError.Connection)]
    [InlineData(null, LinkError.Connection)]
    public void OfClose_EveryCode_HasItsClass(int? code, LinkError error) => Assert.Equal(error, WireErrorRules.OfClose("nas", code, "why").Error);

    [Fact]
    public void OnlyAnsweredRefusals_CountAsAnswers()
    {
        Assert.True(WireErrorRules.OfErrno("x", 16, "busy").Answered);
        Assert.True(WireErrorRules.OfErrno("x", 201, "none").NoSuchMethod);
        Assert.True(WireErrorRules.OfErrno("x", 207, "none").NotLoggedIn);
    }

    [Fact]
    public void RedirectToHttps_SaysWhatToSwitchOn() =>
        Assert.Contains("Switch HTTPS on", WireErrorRules.OfStatus("x", 307, null, "https://nas/").Fault.Message, StringComparison.Ordinal);

    [Fact]
    public void Reasons_AreOneLine_WithoutTheNumbersName()
    {
        var message = WireErrorRules.OfErrno("x", 14, "[EFAULT] first\nsecond " + new string('a', 9000)).Fault.Message;

        Assert.Contains(": first second a", message, StringComparison.Ordinal);
        Assert.InRange(message.Length, 100, 600);
    }
}
