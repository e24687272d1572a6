using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Limits;

/// <summary>How many feeds one caller may follow at a time.</summary>
internal sealed class FeedLimits(IOptions<ApiOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<Caller> _open = PartitionedRateLimiter.Create<Caller, string>(caller =>
        RateLimitPartition.GetConcurrencyLimiter(caller.Actor, _ => new() { PermitLimit = options.Value.FeedsPerCaller }));

    public RateLimitLease Enter(Caller caller) => _open.AttemptAcquire(caller);

    public void Dispose() => _open.Dispose();
}
