using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using NasOrleans.Api.Limits;
using NasOrleans.Api.Security;

namespace NasOrleans.Api.Live;

/// <summary>
/// The change feed as server-sent events. <c>ready</c> or <c>reset</c> (load the list anew), then <c>changed</c>, <c>removed</c> and
/// <c>summary</c>; every id is a place to resume from.
/// </summary>
internal sealed class FeedResult(IFeed feed, FeedPosition? since, FeedLimits limits) : IResult, IEndpointMetadataProvider
{
    public const string ContentType = "text/event-stream";

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new FeedOffered());

    public async Task ExecuteAsync(HttpContext http)
    {
        using var lease = limits.Enter(Caller.Of(http));
        if (!lease.IsAcquired)
        {
            await Errors.Problem.TooMany.WriteAsync(http, "This caller follows too many feeds already.");
            return;
        }

        var stopping = http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping;
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        await feed.ReadyAsync(ends.Token);
        using var subscription = feed.Follow(since);
        http.Response.ContentType = ContentType;
        http.Response.Headers["X-Accel-Buffering"] = "no";
        var writer = new FeedWriter(http.Response, http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions);
        try
        {
            await writer.WriteAsync(subscription.MustReset ? "reset" : "ready", subscription.Start, EmptyData, ends.Token);
            await Relay(http, subscription, writer, ends.Token);
        }
        catch (OperationCanceledException) when (ends.IsCancellationRequested)
        {
            // The reader left, or we stop: the stream just ends.
        }
    }

    private static readonly object EmptyData = new();

    private async Task Relay(HttpContext http, FeedSubscription subscription, FeedWriter writer, CancellationToken cancellationToken)
    {
        var heartbeat = http.RequestServices.GetRequiredService<IOptions<ApiOptions>>().Value.FeedHeartbeat;
        var time = http.RequestServices.GetRequiredService<TimeProvider>();
        var access = http.RequestServices.GetRequiredService<AccessCache>();
        object? told = null;
        var checkedAt = time.GetTimestamp();
        var more = subscription.Waiting.WaitToReadAsync(cancellationToken).AsTask();
        while (true)
        {
            told = await TellSummary(told, writer, cancellationToken);
            await http.Response.Body.FlushAsync(cancellationToken);
            var arrived = await Within(more, heartbeat, time, cancellationToken);
            if (!arrived || IsCheckDue())
            {
                // A stream outlives the request's check: whoever lost the right to it is cut off here, however busy it is.
                if (HasExpired(http, time) || !(await access.GetAsync(cancellationToken)).StillAdmits(http.User, time.GetUtcNow())) return;
                checkedAt = time.GetTimestamp();
            }

            if (!arrived)
            {
                await writer.BeatAsync(cancellationToken);
                continue;
            }

            while (!IsCheckDue() && subscription.Waiting.TryRead(out var entry)) await Tell(entry, writer, cancellationToken);
            if (subscription.TakeLoss()) await writer.WriteAsync("reset", await feed.ReadyAsync(cancellationToken), EmptyData, cancellationToken);
            more = subscription.Waiting.WaitToReadAsync(cancellationToken).AsTask();
        }

        bool IsCheckDue() => time.GetElapsedTime(checkedAt) >= heartbeat;
    }

    private static bool HasExpired(HttpContext http, TimeProvider time) =>
        http.Features.Get<IAuthenticateResultFeature>()?.AuthenticateResult?.Properties?.ExpiresUtc <= time.GetUtcNow();

    private Task Tell(FeedEntry entry, FeedWriter writer, CancellationToken cancellationToken)
    {
        var told = feed.Told(entry);
        return writer.WriteAsync(told.Name, feed.PositionOf(entry), told.Data, cancellationToken);
    }

    private async Task<object?> TellSummary(object? told, FeedWriter writer, CancellationToken cancellationToken)
    {
        if (feed.Summary is not { } summary || summary.Equals(told)) return told;
        await writer.WriteAsync("summary", position: null, summary, cancellationToken);
        return summary;
    }

    private static async Task<bool> Within(Task<bool> more, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await more.WaitAsync(limit, time, cancellationToken);
        }
        catch (TimeoutException)
        {
            return false;
        }
    }
}

/// <summary>Says of a route that it also answers with the feed.</summary>
internal sealed record FeedOffered;
