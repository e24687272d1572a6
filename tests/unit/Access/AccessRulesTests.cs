using NasOrleans.Access;

namespace NasOrleans.Tests.Access;

public sealed class AccessRulesTests
{
    private static readonly UserRecord Ada = new() { Name = "Ada", Role = Role.Admin, PasswordHash = "1" };
    private static readonly ApiKeyRecord Key = new() { Id = "k1", Name = "n8n", SecretHash = "2" };

    [Fact]
    public void CompleteSetup_RightToken_MakesTheUserAndClosesTheSetup()
    {
        var state = AccessRules.CompleteSetup(AccessRules.OpenSetup(new(), "token"), "token", Ada);

        Assert.Same(Ada, Assert.Single(state.Users));
        Assert.Null(state.SetupTokenHash);
    }

    [Fact]
    public void CompleteSetup_WrongTokenOrNoneOpen_IsRefused()
    {
        var open = AccessRules.OpenSetup(new(), "token");
        var closed = new AccessState();

        Assert.Same(open, AccessRules.CompleteSetup(open, "other", Ada));
        Assert.Same(closed, AccessRules.CompleteSetup(closed, "token", Ada));
    }

    [Fact]
    public void FirstUser_IsMadeOnce()
    {
        var state = AccessRules.EnsureAdmin(new(), Ada);

        Assert.Same(state, AccessRules.EnsureAdmin(state, Ada with { Name = "Eve" }));
        Assert.Same(state, AccessRules.OpenSetup(state, "token"));
    }

    [Fact]
    public void ChangePassword_InAnyCaseOfTheName_RaisesTheStamp()
    {
        var state = AccessRules.ChangePassword(AccessRules.EnsureAdmin(new(), Ada), "ADA", "new");

        Assert.Equal(Ada with { PasswordHash = "new", Stamp = 1 }, Assert.Single(state.Users));
    }

    [Fact]
    public void ChangePassword_OfNobody_IsRefused()
    {
        var state = AccessRules.EnsureAdmin(new(), Ada);

        Assert.Same(state, AccessRules.ChangePassword(state, "eve", "new"));
    }

    [Fact]
    public void Keys_AreAddedOnceAndRemoved()
    {
        var state = AccessRules.AddKey(new(), Key);

        Assert.Throws<ArgumentException>(() => AccessRules.AddKey(state, Key));
        Assert.Same(state, AccessRules.RemoveKey(state, "other"));
        Assert.Empty(AccessRules.RemoveKey(state, "k1").Keys);
    }
}
