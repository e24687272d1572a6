using System.Buffers.Binary;
using System.Security.Cryptography;

namespace NasOrleans.Simulators.TrueNas.Auth;

/// <summary>One-time passwords by time (RFC 6238): six digits, 30 seconds, one step of leeway.</summary>
public static class Totp
{
    public static string Code(byte[] secret, DateTimeOffset now) => At(secret, now.ToUnixTimeSeconds() / 30);

    public static bool IsRight(byte[] secret, string code, DateTimeOffset now) =>
        Enumerable.Range(-1, 3).Any(off => string.Equals(At(secret, now.ToUnixTimeSeconds() / 30 + off), code, StringComparison.Ordinal));

    // The standard says SHA-1.
#pragma warning disable CA5350
    private static string At(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> hash = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, hash);
        var number = BinaryPrimitives.ReadInt32BigEndian(hash[(hash[19] & 15)..]) & 0x7fffffff;
        return (number % 1_000_000).ToString("000000");
    }
#pragma warning restore CA5350
}
