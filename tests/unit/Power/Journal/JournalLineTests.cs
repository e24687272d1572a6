using System.Text;
using NasOrleans.Power.Journal;

namespace NasOrleans.Tests.Power.Journal;

public sealed class JournalLineTests
{
    private static readonly JournalRecord[] Records =
    [
        new("main/ups:rack", 1, "{\"name\":\"Räck \\n 1\"}"),
        new("main/group:lab", 7, null),
        new("main/ups:rack", 2, "{\"name\":\"second\"}"),
    ];

    [Fact]
    public void Decode_WhatWasEncoded_IsTheSame()
    {
        var (records, damaged) = JournalLine.DecodeAll(Encode(Records));

        Assert.Equal(Records, records);
        Assert.Equal(0, damaged);
    }

    [Fact]
    public void Encode_IsOneLineThatAnyoneCanRead() =>
        Assert.Matches("^[0-9a-f]{8} [0-9a-f]{16} \\{\"key\":\"main/ups:rack\",\"version\":1,\"record\":\\{\"name\":\"Räck \\\\n 1\"\\}\\}\n$", Encoding.UTF8.GetString(JournalLine.Encode(Records[0])));

    [Fact]
    public void Decode_AnyByteChangedToAnyOther_LosesAtMostThatRecordAndNeverInventsOne()
    {
        var file = Encode(Records);
        for (var at = 0; at < file.Length; at++)
        {
            foreach (var value in (byte[])[0, (byte)'\n', (byte)' ', (byte)'0', (byte)'f', (byte)'}', 0xff, (byte)(file[at] ^ 1)])
            {
                var changed = (byte[])file.Clone();
                changed[at] = value;
                var (records, damaged) = JournalLine.DecodeAll(changed);

                Assert.True(records.All(Records.Contains), $"byte {at} as {value}");
                Assert.True(records.Count >= Records.Length - 1, $"byte {at} as {value}: {records.Count} left");
                Assert.True(records.Count == Records.Length || damaged > 0, $"byte {at} as {value}: not noticed");
            }
        }
    }

    [Fact]
    public void Decode_CutAnywhere_KeepsAllThatIsWhole()
    {
        var file = Encode(Records);
        var ends = Records.Select(JournalLine.Encode).Aggregate(new List<int> { 0 }, (ends, line) => [.. ends, ends[^1] + line.Length]);
        for (var length = 0; length <= file.Length; length++)
        {
            var (records, damaged) = JournalLine.DecodeAll(file.AsSpan(0, length));

            // A line that lacks nothing but its end is whole.
            Assert.Equal(Records[..ends.Skip(1).Count(end => end - 1 <= length)], records);
            Assert.Equal(ends.Contains(length) || ends.Contains(length + 1) ? 0 : 1, damaged);
        }
    }

    [Fact]
    public void Decode_GarbageBetween_IsSkippedAndCountedOnce()
    {
        byte[] file = [.. JournalLine.Encode(Records[0]), .. Encoding.UTF8.GetBytes("a\nb\nc\n"), .. JournalLine.Encode(Records[1]), .. new byte[4096]];

        var (records, damaged) = JournalLine.DecodeAll(file);

        Assert.Equal(Records[..2], records);
        Assert.Equal(2, damaged);
    }

    private static byte[] Encode(IEnumerable<JournalRecord> records) => [.. records.SelectMany(JournalLine.Encode)];
}
