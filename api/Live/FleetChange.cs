using NasOrleans.Systems;

namespace NasOrleans.Api.Live;

/// <summary>One system as it is now, or null when it is no more.</summary>
internal sealed record FleetChange(SystemId Id, SystemSnapshot? System);

/// <summary>A change with its place in the sequence.</summary>
internal readonly record struct FeedEntry(long Version, object Change);
