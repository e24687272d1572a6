using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Commands;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using NasOrleans.Systems.Inventory;
using Orleans;
using Problem = NasOrleans.Api.Errors.Problem;

namespace NasOrleans.Api.Systems;

/// <summary>What was read of a system, and reading it anew.</summary>
internal static class InventoryApi
{
    public static RouteGroupBuilder MapInventory(this IEndpointRouteBuilder routes)
    {
        var system = routes.MapGroup("/systems/{id}").WithTags("Systems");
        system.MapGet("/inventory", Get).RequireAuthorization(Policies.Viewer).WithSummary("Shows all that was last read of a system");
        system.MapPost("/refresh", Refresh).RequireAuthorization(Policies.Operator).WithSummary("Reads a system ahead of its next poll");
        return system;
    }

    private static async Task<Results<Ok<SystemInventory>, ProblemHttpResult>> Get(SystemId id, Caller caller, IGrainFactory grains)
    {
        var system = grains.System(caller.Tenant, id);
        if (await system.GetSnapshot() is null) return Missing(id);
        return await system.GetInventory() is { } inventory ? TypedResults.Ok(inventory) : Problem.NotFound.With($"Nothing was read of system '{id}' yet.");
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Refresh(SystemId id, RefreshBody? body, Caller caller, IGrainFactory grains, IOptions<ApiOptions> options)
    {
        var invalid = new Invalid();
        var parts = ReadParts(body?.Parts ?? [], invalid);
        if (invalid.Any) return invalid.Result();
        var system = grains.System(caller.Tenant, id);
        if (await system.GetSnapshot() is not { } snapshot) return Missing(id);
        if (snapshot.Connection is null) return Problem.NoConnection.With($"System '{id}' has no connection.");
        if (!options.Value.Polls) return Problem.PollingOff.With(CommandDesk.PollingOff);
        await system.Refresh([.. parts]);
        return TypedResults.Accepted($"/api/v1/systems/{id}/inventory");
    }

    private static InventoryPart[] ReadParts(string[] words, Invalid invalid)
    {
        var parts = new List<InventoryPart>();
        foreach (var word in words)
        {
            if (Words.TryParse<InventoryPart>(word, out var part) && part is { } known) parts.Add(known);
            else invalid.Add("parts", $"'{word}' is not a part; there are {string.Join(", ", Enum.GetNames<InventoryPart>().Select(JsonNamingPolicy.CamelCase.ConvertName))}.");
        }

        return [.. parts];
    }

    private static ProblemHttpResult Missing(SystemId id) => Problem.NotFound.With($"There is no system '{id}'.");

    /// <summary>The parts to read anew; all of them when none is named.</summary>
    private sealed record RefreshBody(string[]? Parts = null);
}
