using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;
using NasOrleans.Access;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Limits;

/// <summary>So much per caller, and far less where passwords are tried.</summary>
internal sealed class RateLimits(IOptions<ApiOptions> options) : IConfigureOptions<RateLimiterOptions>
{
    public const string SignIn = "sign-in";

    public void Configure(RateLimiterOptions limiter)
    {
        limiter.GlobalLimiter = PartitionedRateLimiter.Create<HttpContext, string>(PerCaller);
        limiter.AddPolicy(SignIn, http => http.IsLocalCaller
            ? RateLimitPartition.GetNoLimiter(LocalCallerFeature.Actor)
            : RateLimitPartition.GetSlidingWindowLimiter(Caller.NetworkOf(http), _ => new()
            {
                PermitLimit = options.Value.SignInsPerMinute,
                Window = TimeSpan.FromMinutes(1),
                SegmentsPerWindow = 6,
            }));
        limiter.OnRejected = Refuse;
    }

    private RateLimitPartition<string> PerCaller(HttpContext http)
    {
        if (http.IsLocalCaller) return RateLimitPartition.GetNoLimiter(LocalCallerFeature.Actor);
        if (http.User.Identity is not { IsAuthenticated: true, Name: { } actor })
            return Bucket("from " + Caller.NetworkOf(http), options.Value.RequestsPerSecond, options.Value.RequestBurst);
        return http.User.IsInRole(nameof(Role.Ingest))
            ? Bucket("ingest " + actor, options.Value.IngestPerSecond, options.Value.IngestPerSecond)
            : Bucket("actor " + actor, options.Value.RequestsPerSecond, options.Value.RequestBurst);
    }

    private static RateLimitPartition<string> Bucket(string caller, int perSecond, int burst) =>
        RateLimitPartition.GetTokenBucketLimiter(caller, _ => new()
        {
            TokenLimit = burst,
            TokensPerPeriod = perSecond,
            ReplenishmentPeriod = TimeSpan.FromSeconds(1),
        });

    private static async ValueTask Refuse(OnRejectedContext rejected, CancellationToken cancellationToken)
    {
        var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, Math.Ceiling(after.TotalSeconds)) : 1;
        var seconds = wait.ToString("0", CultureInfo.InvariantCulture);
        rejected.HttpContext.Response.Headers.RetryAfter = seconds;
        await Problem.TooMany.WriteAsync(rejected.HttpContext, $"Try again in {seconds} s.");
    }
}
