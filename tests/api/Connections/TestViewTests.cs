using NasOrleans.Api.Connections;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Tests.Api.Connections;

public sealed class TestViewTests
{
    [Theory]
    [InlineData(LinkError.Auth, LinkStage.Auth, null, "The NAS refused the login")]
    [InlineData(LinkError.Tls, LinkStage.Tls, "00ff", "The certificate or host key is not trusted yet: compare the fingerprint and send it")]
    [InlineData(LinkError.Connection, LinkStage.Tcp, null, "The NAS was not reached")]
    [InlineData(LinkError.Connection, LinkStage.Dns, null, "The name of the NAS was not found")]
    [InlineData(LinkError.Validation, LinkStage.Settings, null, "The NAS cannot be reached this way")]
    public void Failed_AtAStage_IsTitledByIt(LinkError error, LinkStage stage, string? fingerprint, string title) =>
        Assert.Equal(title, TestView.Failed(new() { Fault = new() { Error = error, Stage = stage, Message = "m", Fingerprint = fingerprint } }).ProblemDetails.Title);
}
