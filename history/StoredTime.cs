namespace NasOrleans.History;

/// <summary>Moments in UTC, cut to the microsecond that both engines keep.</summary>
internal static class StoredTime
{
    public static long ToMicroseconds(DateTimeOffset at) => (at.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long at) => DateTimeOffset.UnixEpoch.AddMicroseconds(at);

    public static DateTimeOffset Cut(DateTimeOffset at) => FromMicroseconds(ToMicroseconds(at));
}
