using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Api.Systems;
using NasOrleans.Systems;
using NasOrleans.Systems.Connections;
using Problem = NasOrleans.Api.Errors.Problem;

namespace NasOrleans.Api.Connections;

/// <summary>How NAS systems are reached: look, add, replace, delete, test. Under our name, and under the one that Pulse gave it.</summary>
internal static class ConnectionsApi
{
    public const string OurName = "/api/v1/connections";
    public const string OtherName = "/api/truenas/connections";

    private const long MaxBody = 32 * 1024;

    public static RouteGroupBuilder MapConnections(this IEndpointRouteBuilder routes, string prefix)
    {
        var connections = routes.MapGroup(prefix).WithTags("Connections").WithMetadata(new BodySize(MaxBody));

        var look = connections.MapGroup("").RequireAuthorization(Policies.Viewer);
        look.MapGet("/", List).WithSummary("Lists the connections, with their secrets masked");
        look.MapGet("/{id}", Get).WithSummary("Shows one connection");

        var change = connections.MapGroup("").RequireAuthorization(Policies.Admin).AddEndpointFilter<AuditGate>();
        change.MapPost("/", Add).WithSummary("Adds a connection, and with it a system when there is none of that id");
        change.MapPut("/{id}", Put).WithSummary("Replaces a connection; masked secrets stay");
        change.MapDelete("/{id}", Remove).WithSummary("Deletes a connection and its secrets; polling stops, the system stays");
        change.MapPost("/test", TestNew).WithSummary("Tests a connection that is not stored");
        change.MapPost("/{id}/test", TestStored).WithSummary("Tests a stored connection, with what the body gives in place of what is stored");
        return connections;
    }

    private static async Task<Ok<ConnectionView[]>> List(Caller caller, ConnectionDirectory directory, CancellationToken cancellationToken) =>
        TypedResults.Ok((await directory.ListAsync(caller.Tenant, cancellationToken)).Select(system => ConnectionView.Of(system, system.Connection!)).ToArray());

    private static async Task<Results<Ok<ConnectionView>, ProblemHttpResult>> Get(SystemId id, Caller caller, ConnectionCommands connections) =>
        await connections.Grain(caller, id).GetSnapshot() is { Connection: { } connection } system
            ? TypedResults.Ok(ConnectionView.Of(system, connection))
            : Missing(id);

    private static async Task<Results<Created<ConnectionView>, ProblemHttpResult>> Add(
        ConnectionBody body, [FromHeader(Name = "Idempotency-Key")] string? key, Caller caller, ConnectionCommands connections, IOptions<ApiOptions> options)
    {
        var invalid = new Invalid();
        var draft = ConnectionInput.Read(body, stored: null, options.Value.PollInterval, invalid);
        if (key is not null && !RequestKeys.IsKey(key)) invalid.Add("Idempotency-Key", RequestKeys.Form);
        var id = new SystemId((key is null ? Guid.NewGuid() : RequestKeys.Uuid("connection", caller.Tenant.Value, key)).ToString());
        if (!string.IsNullOrEmpty(body.Id) && !SystemId.TryParse(body.Id, out id)) invalid.Add("id", "An id is 1 to 64 of a-z 0-9 . _ -, starting with a letter or digit.");
        if (draft is null || invalid.Any) return invalid.Result();

        if (await connections.Grain(caller, id).GetSnapshot() is { Connection: { } known } current)
        {
            if (key is null || !string.IsNullOrEmpty(body.Id)) return Problem.AlreadyExists.With($"The system '{id}' has a connection; PUT replaces it.");
            return current.Name == draft.System.Name && known.Config.Host == draft.Config.Host
                ? Created(current, known)
                : Problem.KeyReused.With("Another connection was added under this Idempotency-Key.");
        }

        if (draft.AsksToAccept)
        {
            var (accepted, refusal) = Accept(draft, await connections.Test(caller, draft with { AcceptNew = false }));
            if (accepted is null) return refusal!;
            draft = accepted;
        }

        return await connections.Set(caller, id, draft, isNew: true) is { Refusal: SystemRefusal.None, System: { Connection: { } connection } system }
            ? Created(system, connection)
            : Missing(id);
    }

    private static async Task<Results<Ok<ConnectionView>, ProblemHttpResult>> Put(
        SystemId id, ConnectionBody body, Caller caller, ConnectionCommands connections, IOptions<ApiOptions> options)
    {
        if (await connections.Grain(caller, id).GetSnapshot() is not { Connection: { } stored }) return Missing(id);
        var invalid = new Invalid();
        var draft = ConnectionInput.Read(body, stored, options.Value.PollInterval, invalid);
        if (!string.IsNullOrEmpty(body.Id) && body.Id != id.Value) invalid.Add("id", "A connection keeps its id.");
        if (draft is null || invalid.Any) return invalid.Result();

        if (draft.AsksToAccept)
        {
            if (await connections.Test(caller, id, draft with { AcceptNew = false }) is not { } test) return Missing(id);
            var (accepted, refusal) = Accept(draft, test);
            if (accepted is null) return refusal!;
            draft = accepted;
        }

        return await connections.Set(caller, id, draft, isNew: false) is { Refusal: SystemRefusal.None, System: { Connection: { } connection } system }
            ? TypedResults.Ok(ConnectionView.Of(system, connection))
            : Missing(id);
    }

    private static async Task<Results<Ok<Removed>, ProblemHttpResult>> Remove(SystemId id, Caller caller, ConnectionCommands connections) =>
        (await connections.Remove(caller, id)).Refusal == SystemRefusal.None ? TypedResults.Ok(new Removed(true, id.Value)) : Missing(id);

    private static async Task<Results<Ok<TestView>, ProblemHttpResult>> TestNew(
        ConnectionBody body, Caller caller, ConnectionCommands connections, IOptions<ApiOptions> options)
    {
        var invalid = new Invalid();
        if (ConnectionInput.Read(body, stored: null, options.Value.PollInterval, invalid) is not { } draft) return invalid.Result();
        return Told(await connections.Test(caller, draft), draft.Config.Trust);
    }

    private static async Task<Results<Ok<TestView>, ProblemHttpResult>> TestStored(
        SystemId id, ConnectionBody? body, Caller caller, ConnectionCommands connections, IOptions<ApiOptions> options)
    {
        if (await connections.Grain(caller, id).GetSnapshot() is not { Connection: { } stored } system) return Missing(id);
        ConnectionDraft? draft = null;
        if (body is not null)
        {
            var invalid = new Invalid();
            draft = ConnectionInput.Read(body.Over(ConnectionBody.Of(system, stored.Config)), stored, options.Value.PollInterval, invalid);
            if (draft is null) return invalid.Result();
        }

        return await connections.Test(caller, id, draft) is { } test ? Told(test, (draft?.Config ?? stored.Config).Trust) : Missing(id);
    }

    // A certificate that is believed already need not be pinned: it would have to be accepted again with each renewal.
    private static (ConnectionDraft? Accepted, ProblemHttpResult? Refusal) Accept(ConnectionDraft draft, ConnectionTest test) => test.Fault switch
    {
        { Error: LinkError.Tls } fault when (fault.Fingerprint ?? test.Fingerprint) is { } shown => (draft.Accepting(shown), null),
        { Stage: LinkStage.Settings or LinkStage.Dns or LinkStage.Tcp or LinkStage.Tls } => (null, TestView.Failed(test)),
        _ => (draft, null),
    };

    private static Results<Ok<TestView>, ProblemHttpResult> Told(ConnectionTest test, TlsTrust trust) =>
        test.Succeeded ? TypedResults.Ok(TestView.Of(test, trust)) : TestView.Failed(test);

    private static Created<ConnectionView> Created(SystemSnapshot system, ConnectionSnapshot connection) =>
        TypedResults.Created($"{OurName}/{system.Id}", ConnectionView.Of(system, connection));

    private static ProblemHttpResult Missing(SystemId id) => Problem.NotFound.With($"There is no connection '{id}'.");

    private sealed record Removed(bool Success, string Id);

    private sealed record BodySize(long? MaxRequestBodySize) : IRequestSizeLimitMetadata;
}
