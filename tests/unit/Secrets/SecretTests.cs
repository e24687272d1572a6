using System.Text.Json;
using NasOrleans.Secrets;

namespace NasOrleans.Tests.Unit.Secrets;

public sealed class SecretTests
{
    private static readonly Secret Stored = new("hunter2");

    [Fact]
    public void Show_Anywhere_IsMasked()
    {
        var record = new Account("nas", Stored);

        foreach (var shown in new[] { Stored.ToString(), $"{Stored}", record.ToString(), JsonSerializer.Serialize(record), JsonSerializer.Serialize<object>(record) })
        {
            Assert.DoesNotContain("hunter2", shown, StringComparison.Ordinal);
            Assert.Contains(Secret.Mask, shown, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Show_Empty_IsEmpty() => Assert.Equal(("", "", true), (default(Secret).ToString(), new Secret("").ToString(), default(Secret).IsEmpty));

    [Fact]
    public void Members_ThatAreShownByReflection_DoNotHoldIt() =>
        Assert.Equal([nameof(Secret.IsEmpty)], typeof(Secret).GetProperties().Select(property => property.Name));

    [Theory]
    [InlineData(null, "hunter2")]
    [InlineData(Secret.Mask, "hunter2")]
    [InlineData("", "")]
    [InlineData("new one", "new one")]
    public void WrittenOver_WhatAFormSendsBack_KeepsRemovesOrReplaces(string? written, string held) =>
        Assert.Equal(held, Stored.WrittenOver(written).Reveal());

    [Fact]
    public void Json_ReadBack_IsTheTextThatWasSent() =>
        Assert.Equal("sent", JsonSerializer.Deserialize<Account>("""{"Name":"nas","Password":"sent"}""")!.Password.Reveal());

    [Fact]
    public void Equals_ByContent() => Assert.Equal((true, false), (Stored == new Secret("hunter2"), Stored == new Secret("hunter3")));

    internal sealed record Account(string Name, Secret Password);
}
