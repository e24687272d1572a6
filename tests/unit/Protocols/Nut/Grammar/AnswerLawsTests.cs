using System.Text;
using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Protocols.Nut;
using NasOrleans.Protocols.Nut.Grammar;

namespace NasOrleans.Tests.Protocols.Nut.Grammar;

/// <summary>What holds of every reader, whatever comes over the wire.</summary>
public sealed class AnswerLawsTests
{
    private static readonly Config Often = Config.QuickThrowOnFailure.WithMaxTest(3000);

    private static readonly Arbitrary<(string Name, string Value)[]> Variables = (
        from names in Gen.Elements("ups.status", "ups.load", "battery.charge", "ups.mfr", "x.1", "x.2").ListOf()
        from values in Gen.Elements("", "OL", "OB LB", "12.5", "-1", "say \"hi\"", "back\\slash", "# no comment", "Größe", "  ").ListOf(names.Count)
        select names.Distinct(StringComparer.Ordinal).Zip(values).ToArray()).ToArbitrary();

    // Pieces of the protocol in any order, and now and then any byte at all.
    private static readonly Arbitrary<byte[][]> Wire = Gen.OneOf(
        Gen.Elements("BEGIN LIST VAR ups1", "END LIST VAR ups1", "VAR ups1 ups.status \"OL\"", "VAR ups1 ups.load \"1", "VAR ups1 x \"\\", "ERR DATA-STALE", "ERR", "", "VAR ups1 ", "VAR ups1 x \"\\\"\"", "BEGIN LIST VAR")
            .Select(Encoding.UTF8.GetBytes),
        ArbMap.Default.GeneratorFor<byte[]>()).ListOf().Select(lines => lines.ToArray()).ToArbitrary();

    [Fact]
    public void Variables_ComeAsTheyWere() => Check.One(Often, Prop.ForAll(Variables, variables =>
    {
        var read = Read(Lines(variables), VariableBlock.None)!;
        return read.Value.Garbled.IsEmpty && read.Value.Count == variables.Length && variables.All(variable => read.Value[variable.Name] == variable.Value);
    }));

    [Fact]
    public void Variables_ReadAfterOthers_AreTheSameAsReadAlone() => Check.One(Often, Prop.ForAll(Variables, Variables, (before, variables) =>
    {
        var last = Read(Lines(before), VariableBlock.None)!;
        var read = Read(Lines(variables), last)!;
        return read.Raw.Span.SequenceEqual(Read(Lines(variables), VariableBlock.None)!.Raw.Span)
            && read.Value.Count == variables.Length
            && variables.All(variable => read.Value[variable.Name] == variable.Value)
            && (variables.Length == 0 || variables.SequenceEqual(before) == ReferenceEquals(read, last));
    }));

    [Fact]
    public void Garbage_IsAFaultOrAnAnswer_AndNeverAnotherException() => Check.One(Often, Prop.ForAll(Wire, lines =>
    {
        foreach (var take in (Func<byte[], bool>[])[Taker(new VariableReader("VAR ups1", VariableBlock.None)), Taker(new StatusReader(StatusReader.Echo("ups1"), null)), Taker(new LineReader<string>(Tails.Line)), Taker(new ListReader<NutUps>("UPS", Tails.Ups)), Taker(new EchoReader<NutVariableType>("TYPE ups1 x", Tails.Type)), Taker(new EchoReader<NutRange>("VAR ups1", Tails.Range))])
        {
            try
            {
                foreach (var line in lines)
                {
                    _ = NutErrors.Of(line);
                    if (take(line)) break;
                }
            }
            catch (GrammarException)
            {
                // The one way to say so.
            }
        }
        return true;
    }));

    [Fact]
    public void Value_ThatIsNoText_HidesNoOther()
    {
        byte[][] lines = ["BEGIN LIST VAR ups1"u8.ToArray(), [.. "VAR ups1 ups.serial \""u8, 0xc3, 0x28, (byte)'"'], "VAR ups1 ups.status \"OB LB\""u8.ToArray(), "END LIST VAR ups1"u8.ToArray()];

        var read = Read(lines, VariableBlock.None)!.Value;

        Assert.Equal("OB LB", read["ups.status"]);
        Assert.Equal(["ups.serial"], read.Garbled.ToArray());
        Assert.Null(read["ups.serial"]);
    }

    [Fact]
    public void NamesInAnotherCase_AreTheSameNames()
    {
        Assert.Equal("OL", Read(["begin list VAR UPS1"u8.ToArray(), "VAR UPS1 ups.status \"OL\""u8.ToArray(), "END LIST VAR UPS1"u8.ToArray()], VariableBlock.None)!.Value["UPS.STATUS"]);
    }

    private static Func<byte[], bool> Taker<T>(AnswerReader<T> reader) => line => reader.Take(line);

    private static VariableBlock? Read(IEnumerable<byte[]> lines, VariableBlock last)
    {
        var reader = new VariableReader("VAR ups1", last);
        return lines.Any(line => reader.Take(line)) ? reader.Result : null;
    }

    private static IEnumerable<byte[]> Lines((string Name, string Value)[] variables) =>
        new[] { "BEGIN LIST VAR ups1" }.Concat(variables.Select(variable => $"VAR ups1 {variable.Name} {NutText.Quote(variable.Value)}")).Append("END LIST VAR ups1").Select(Encoding.UTF8.GetBytes);
}
