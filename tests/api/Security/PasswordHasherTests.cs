using NasOrleans.Api.Security;

namespace NasOrleans.Tests.Api.Security;

public sealed class PasswordHasherTests
{
    [Fact]
    public void Hash_DescribesItselfAndVerifies()
    {
        var hash = PasswordHasher.Hash("a long enough one");

        Assert.StartsWith("pbkdf2-sha256$600000$", hash, StringComparison.Ordinal);
        Assert.True(PasswordHasher.Verify("a long enough one", hash));
        Assert.False(PasswordHasher.Verify("a long enough onE", hash));
    }

    [Fact]
    public void Hash_OfTheSamePassword_DiffersEachTime() =>
        Assert.NotEqual(PasswordHasher.Hash("a long enough one"), PasswordHasher.Hash("a long enough one"));

    [Theory]
    [InlineData(null)]
    [InlineData("plain text")]
    [InlineData("md5$1$AAAA$AAAA")]
    public void Verify_WithoutAHashOfOurs_SaysNo(string? stored) => Assert.False(PasswordHasher.Verify("a long enough one", stored));

    [Fact]
    public void Verify_FewerRoundsThanToday_StillCounts() =>
        Assert.True(PasswordHasher.Verify("password", "pbkdf2-sha256$1$c2FsdA==$Eg+2z/z4syxD5yJSVsT4N6hlSMkszDVICAWYfLcL4Xs="));
}
