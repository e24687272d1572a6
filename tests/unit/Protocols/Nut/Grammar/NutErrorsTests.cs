using System.Text;
using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Tests.Protocols.Nut.Grammar;

public sealed class NutErrorsTests
{
    [Theory]
    [InlineData("ERR DATA-STALE", nameof(NutError.DataStale))]
    [InlineData("ERR DRIVER-NOT-CONNECTED", nameof(NutError.DriverNotConnected))]
    [InlineData("ERR access-denied", nameof(NutError.AccessDenied))]
    [InlineData("ERR UNKNOWN-UPS and more", nameof(NutError.UnknownUps))]
    [InlineData("ERR FAILED", nameof(NutError.Failed))]
    [InlineData("ERR SOMETHING-NEW", nameof(NutError.Unrecognised))]
    public void Word_IsOneOfAClosedSet(string line, string error) => Assert.True(Of(line) is { Answered: true } fault && $"{fault.Error}" == error);

    [Theory]
    [InlineData("ERROR")]
    [InlineData("OK")]
    [InlineData("VAR ups1 ups.status \"ERR DATA-STALE\"")]
    public void OtherLines_AreNoError(string line) => Assert.Null(Of(line));

    [Fact]
    public void Fault_IsMadeOnce() => Assert.Same(Of("ERR DATA-STALE"), Of("ERR DATA-STALE"));

    [Fact]
    public void EveryWordOfTheServer_HasItsError()
    {
        string[] words = ["ACCESS-DENIED", "UNKNOWN-UPS", "VAR-NOT-SUPPORTED", "CMD-NOT-SUPPORTED", "INVALID-ARGUMENT", "INSTCMD-FAILED", "SET-FAILED", "READONLY", "TOO-LONG", "INVALID-VALUE", "FEATURE-NOT-SUPPORTED", "FEATURE-NOT-CONFIGURED", "ALREADY-SSL-MODE", "DRIVER-NOT-CONNECTED", "DATA-STALE", "ALREADY-LOGGED-IN", "INVALID-PASSWORD", "ALREADY-SET-PASSWORD", "INVALID-USERNAME", "ALREADY-SET-USERNAME", "USERNAME-REQUIRED", "PASSWORD-REQUIRED", "UNKNOWN-COMMAND"];

        Assert.Equal(words.Length, words.Select(word => Of($"ERR {word}")!.Error).Where(error => error != NutError.Unrecognised).Distinct().Count());
        Assert.All(words, word => Assert.Equal(word.Replace("-", "", StringComparison.Ordinal), $"{Of($"ERR {word}")!.Error}", ignoreCase: true));
    }

    private static NutFault? Of(string line) => NutErrors.Of(Encoding.ASCII.GetBytes(line));
}
