using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Tests.Protocols.Nut.Grammar;

public sealed class NutLinesTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3000);

    // Letters that have a meaning somewhere come often.
    private static readonly Arbitrary<string> Anything = Gen.OneOf(
        ArbMap.Default.GeneratorFor<char>(),
        Gen.Elements('"', '\\', '#', ' ', '=', '\n', '\r', '\t', '\0', 'a', '.', '\u0085', '\u2028', 'ß', '\ud83d', '\udd0b')).ListOf().Select(letters => new string([.. letters])).ToArbitrary();

    [Fact]
    public void NoNameAndNoText_EverMakesASecondLine() => Check.One(Often, Prop.ForAll(Anything, Anything, (name, text) =>
        new[] { NutLines.Of("GET VAR", name, text), NutLines.WithText("SET VAR", [name], text), NutLines.WithWord("PASSWORD", [], text) }
            .All(line => line is null || (line.Count(letter => letter is (byte)'\n' or (byte)'\r') == 1 && line[^1] == (byte)'\n' && line.Length <= NutText.MaxLine))));

    [Fact]
    public void AnyText_ComesBackAsItWasMeant() => Check.One(Often, Prop.ForAll(Anything, text =>
    {
        if (!NutText.IsText(text)) return NutLines.WithText("SET VAR", ["ups1", "x"], text) is null;
        var words = new NutWords(Encoding.UTF8.GetBytes("before " + NutText.Quote(text) + " after"));
        var (before, between, after) = (words.Next().Text(), words.Next().Text(), words.Next().Text());
        return (before, between, after) == ("before", text, "after") && !words.TryNext(out _);
    }));

    [Fact]
    public void AnyWord_ComesBackAsOneWord() => Check.One(Often, Prop.ForAll(Anything, text =>
    {
        if (NutLines.WithWord("PASSWORD", [], text) is not { } line) return !NutText.IsText(text) || Encoding.UTF8.GetByteCount(NutText.Quote(text)) > 1000;
        var words = new NutWords(line.AsSpan()[..^1]);
        return words.Next().Text() == "PASSWORD" && words.Next().Text() == text && !words.TryNext(out _);
    }));

    [Fact]
    public void Laws_AreAboutTextsThatCanBeSaid() =>
        Assert.InRange(Enumerable.Range(0, 500).Count(_ => NutText.IsText(Anything.Generator.Sample(1, 5).First())), 50, 499);

    [Theory]
    [InlineData("ups1", true)]
    [InlineData("rack-2.UPS_3@site", true)]
    [InlineData("", false)]
    [InlineData("two words", false)]
    [InlineData("a=b", false)]
    [InlineData("a#b", false)]
    [InlineData("a\"b", false)]
    [InlineData("größe", false)]
    [InlineData("a\nb", false)]
    public void Name_IsOneWordOfPrintableAscii(string name, bool expected) => Assert.Equal(expected, NutText.IsName(name));

    [Fact]
    public void Words_AreQuotedOnlyWhereTheyMustBe()
    {
        Assert.Equal("PASSWORD secret\n", Said(NutLines.WithWord("PASSWORD", [], "secret")));
        Assert.Equal("PASSWORD \"\"\n", Said(NutLines.WithWord("PASSWORD", [], "")));
        Assert.Equal("INSTCMD ups1 x \"a \\\"b\\\" \\\\ \\#\"\n", Said(NutLines.WithWord("INSTCMD", ["ups1", "x"], "a \"b\" \\ #")));
        Assert.Equal("SET VAR ups1 x \"1\"\n", Said(NutLines.WithText("SET VAR", ["ups1", "x"], "1")));
    }

    private static string? Said(byte[]? line) => line is null ? null : Encoding.UTF8.GetString(line);
}
