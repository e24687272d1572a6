using Microsoft.AspNetCore.Http.HttpResults;
using NasOrleans.Access;
using NasOrleans.Api.Audit;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;
using NasOrleans.Api.Security.Keys;
using Orleans;

namespace NasOrleans.Api.Access;

/// <summary>API keys: made, listed and revoked by administrators.</summary>
internal static class KeysApi
{
    public static RouteGroupBuilder MapKeys(this IEndpointRouteBuilder routes)
    {
        var keys = routes.MapGroup("/keys").WithTags("Keys").RequireAuthorization(Policies.Admin).AddEndpointFilter<AuditGate>();
        keys.MapGet("/", List).WithSummary("Lists the API keys, without their secrets");
        keys.MapPost("/", Add).WithSummary("Makes an API key; the only time its text is shown");
        keys.MapDelete("/{id}", Remove).WithSummary("Revokes an API key");
        return keys;
    }

    private static async Task<Ok<IEnumerable<KeyView>>> List(Caller caller, IGrainFactory grains) =>
        TypedResults.Ok((await grains.Access(caller.Tenant).GetSnapshot()).Keys.OrderBy(key => key.CreatedAt).Select(KeyView.Of));

    private static async Task<Results<Created<NewKeyView>, ProblemHttpResult>> Add(
        AddKey body, Caller caller, IGrainFactory grains, AccessCache access, AuditTrail audit, TimeProvider time)
    {
        var now = time.GetUtcNow();
        var invalid = new Invalid();
        AccessInput.CheckKeyName(body.Name, invalid);
        if (body.Role is null) invalid.Add("role", "A role is viewer, operator, admin or ingest.");
        if (body.ExpiresAt <= now) invalid.Add("expiresAt", "The moment of expiry lies ahead.");
        if (body.Role is not { } role || invalid.Any) return invalid.Result();

        var key = ApiKey.New();
        var record = new ApiKeyRecord
        {
            Id = key.Id,
            Name = body.Name!.Trim(),
            Role = role,
            SecretHash = key.SecretHash,
            CreatedAt = now,
            ExpiresAt = body.ExpiresAt,
        };
        await audit.AttemptAsync(caller, "key.add", "key:" + key.Id, async () =>
        {
            await grains.Access(caller.Tenant).AddKey(record);
            return record;
        });
        await audit.RecordAsync(caller, "key.add", "key:" + key.Id, after: KeyView.Of(record));
        await access.RefreshAsync();
        return TypedResults.Created($"/api/v1/keys/{key.Id}", new NewKeyView(record.Id, record.Name, role, now, record.ExpiresAt, key.ToString()));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Remove(
        string id, Caller caller, IGrainFactory grains, AccessCache access, AuditTrail audit)
    {
        var removed = await audit.AttemptAsync(caller, "key.remove", "key:" + id, () => grains.Access(caller.Tenant).RemoveKey(id));
        if (removed is null) return Problem.NotFound.With($"There is no key '{id}'.");
        await audit.RecordAsync(caller, "key.remove", "key:" + id, before: KeyView.Of(removed));
        await access.RefreshAsync();
        return TypedResults.NoContent();
    }
}
