using NasOrleans.Systems;

namespace NasOrleans.Api.Systems;

/// <summary>A system as the API shows it.</summary>
internal sealed record SystemView(
    string Id, string Name, string Host, SystemStatus Status, DateTimeOffset? LastSeen, DateTimeOffset StatusSince, long Revision)
{
    public static SystemView Of(SystemSnapshot system) =>
        new(system.Id.Value, system.Name, system.Host, system.Status, system.LastSeen, system.StatusSince, system.Revision);
}

/// <summary>A page of systems. <c>Next</c> fetches the following page; <c>Feed</c> follows the changes from this state on.</summary>
internal sealed record SystemPage(IReadOnlyList<SystemView> Items, int Total, string? Next, string Feed, DateTimeOffset AsOf);

/// <summary>A system to add. Without an id one is made.</summary>
internal sealed record AddSystem(string? Name, string? Id = null, string? Host = null);

/// <summary>What a system is to be called and where it is found, whole.</summary>
internal sealed record PutSystem(string? Name, string? Host = null);

/// <summary>The parts that change; what is left out stays.</summary>
internal sealed record PatchSystem(string? Name = null, string? Host = null);

/// <summary>A sign of life. Without a moment it is now.</summary>
internal sealed record SeenReport(DateTimeOffset? At = null);
