using NasOrleans.Systems;

namespace NasOrleans.Api.Live;

internal enum SystemSort
{
    Name,
    Status,
    LastSeen,
}

/// <summary>Total orders, so that a page can go on exactly where the last one ended.</summary>
internal static class SystemOrder
{
    private static readonly IComparer<SystemSnapshot> ByName = Comparer<SystemSnapshot>.Create(Names);

    private static readonly IComparer<SystemSnapshot> ByStatus =
        Comparer<SystemSnapshot>.Create((a, b) => a.Status.CompareTo(b.Status) is not 0 and var order ? order : Names(a, b));

    private static readonly IComparer<SystemSnapshot> ByLastSeen =
        Comparer<SystemSnapshot>.Create((a, b) => Nullable.Compare(a.LastSeen, b.LastSeen) is not 0 and var order ? order : Ids(a, b));

    public static IComparer<SystemSnapshot> By(SystemSort sort) => sort switch
    {
        SystemSort.Status => ByStatus,
        SystemSort.LastSeen => ByLastSeen,
        _ => ByName,
    };

    private static int Names(SystemSnapshot a, SystemSnapshot b) =>
        string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase) is not 0 and var order ? order : Ids(a, b);

    private static int Ids(SystemSnapshot a, SystemSnapshot b) => string.CompareOrdinal(a.Id.Value, b.Id.Value);
}
