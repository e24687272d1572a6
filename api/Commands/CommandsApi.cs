using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Systems;
using NasOrleans.Systems.Commands;
using Orleans;
using Ordered = Microsoft.AspNetCore.Http.HttpResults.Results<
    Microsoft.AspNetCore.Http.HttpResults.Accepted<NasOrleans.Api.Commands.CommandView>, Microsoft.AspNetCore.Http.HttpResults.ProblemHttpResult>;
using Problem = NasOrleans.Api.Errors.Problem;

namespace NasOrleans.Api.Commands;

/// <summary>What a system can be told: shut down, reboot, wake up. Accepted is not done; the command itself tells what became of it.</summary>
internal static class CommandsApi
{
    public static RouteGroupBuilder MapCommands(this IEndpointRouteBuilder routes)
    {
        var system = routes.MapGroup("/systems/{id}").WithTags("Commands");

        var look = system.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/commands", List).WithSummary("Lists the latest commands of a system, newest first");
        look.MapGet("/commands/{commandId:guid}", Get).WithSummary("Shows a command and its timeline");

        var order = system.MapGroup("").RequireAuthorization(Policies.Operator).AddEndpointFilter<AuditGate>();
        order.MapPost("/shutdown", ShutDown).WithSummary("Shuts a system down");
        order.MapPost("/reboot", Reboot).WithSummary("Reboots a system");
        order.MapPost("/wake", Wake).WithSummary("Wakes a system over the network");
        return system;
    }

    private static Task<Ordered> ShutDown(SystemId id, OrderBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, CommandDesk desk) =>
        desk.OrderAsync(CommandKind.Shutdown, id, body, key, caller);

    private static Task<Ordered> Reboot(SystemId id, OrderBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, CommandDesk desk) =>
        desk.OrderAsync(CommandKind.Reboot, id, body, key, caller);

    private static Task<Ordered> Wake(SystemId id, OrderBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, CommandDesk desk) =>
        desk.OrderAsync(CommandKind.Wake, id, body, key, caller);

    private static async Task<Results<Ok<CommandList>, ProblemHttpResult>> List(SystemId id, Caller caller, IGrainFactory grains)
    {
        var system = grains.System(caller.Tenant, id);
        if (await system.GetSnapshot() is null) return CommandDesk.Missing(id);
        return TypedResults.Ok(new CommandList([.. (await system.GetCommands()).Select(command => CommandView.Of(id.Value, command))]));
    }

    private static async Task<Results<Ok<CommandView>, ProblemHttpResult>> Get(SystemId id, Guid commandId, Caller caller, IGrainFactory grains) =>
        (await grains.System(caller.Tenant, id).GetCommands()).FirstOrDefault(command => command.Id == commandId) is { } found
            ? TypedResults.Ok(CommandView.Of(id.Value, found))
            : Problem.NotFound.With($"System '{id}' has no command '{commandId}', or it is too long ago.");
}
