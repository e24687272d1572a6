using System.Text.Json;
using NasOrleans.Protocols.TrueNas.Wire;
using NasOrleans.Systems.Connections;

namespace NasOrleans.Protocols.TrueNas.Orders;

/// <summary>Hands an order over, once, and says what became of it.</summary>
internal static class OrderDesk
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<NasAnswer> GiveAsync(Link link, NasOrder order, TimeProvider time, CancellationToken cancellationToken)
    {
        if (OrderRules.Of(order, link.Can, link.Version) is not { } call) return new NasAnswer
        {
            Kind = AnswerKind.NotSent,
            Fault = new LinkFault { Error = LinkError.Unsupported, Stage = LinkStage.Command, Message = $"TrueNAS {link.Version} cannot be told this." },
        };
        try
        {
            var job = await link.Session.CallAsync(call, answer => answer.AsInteger(), cancellationToken);
            return order is NasOrder.StopWorkload stop && job is { } number
                ? await FollowAsync(link, number, stop.Limit, time, cancellationToken)
                : new NasAnswer { Kind = AnswerKind.Taken };
        }
        catch (LinkException exception) when (!exception.NotLoggedIn)
        {
            return Judged(exception, link);
        }
        catch (OperationCanceledException)
        {
            return new NasAnswer
            {
                Kind = AnswerKind.Unclear,
                Fault = new LinkFault { Error = LinkError.Timeout, Stage = LinkStage.Command, Message = "There was no time left to wait for the answer." },
            };
        }
    }

    public static NasAnswer Judged(LinkException exception, Link? link)
    {
        var fault = OfCommand(exception.Fault);
        if (exception.NotSent) return new NasAnswer { Kind = AnswerKind.NotSent, Fault = fault };
        if (exception.Answered) return new NasAnswer { Kind = AnswerKind.Refused, Fault = fault };
        // It said that it goes down, and then went.
        return link?.Ears.IsGoingDown == true ? new NasAnswer { Kind = AnswerKind.Taken } : new NasAnswer { Kind = AnswerKind.Unclear, Fault = fault };
    }

    /// <summary>The order is out: whatever goes wrong from here on, it is not given again.</summary>
    private static async Task<NasAnswer> FollowAsync(Link link, long job, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        try
        {
            return await WatchAsync(link, job, limit, time, cancellationToken);
        }
        catch (LinkException exception)
        {
            return new NasAnswer { Kind = AnswerKind.Unclear, Fault = OfCommand(exception.Fault) };
        }
    }

    private static async Task<NasAnswer> WatchAsync(Link link, long job, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (time.GetElapsedTime(started) < limit)
        {
            var (state, error) = await link.Session.CallAsync(new WireCall("core.get_jobs", $"""[[["id","=",{job}]]]"""), Outcome, cancellationToken);
            if (state is "SUCCESS") return new NasAnswer { Kind = AnswerKind.Taken };
            if (state is "FAILED" or "ABORTED") return new NasAnswer
            {
                Kind = AnswerKind.Refused,
                Fault = new LinkFault { Error = LinkError.Protocol, Stage = LinkStage.Command, Message = $"The NAS tried and failed: {error ?? state}" },
            };
            await Task.Delay(Pause, time, cancellationToken);
        }
        return new NasAnswer
        {
            Kind = AnswerKind.Unclear,
            Fault = new LinkFault { Error = LinkError.Timeout, Stage = LinkStage.Command, Message = $"It had not stopped after {limit.TotalSeconds:0} s." },
        };
    }

    private static LinkFault OfCommand(LinkFault fault) => fault.Stage == LinkStage.Read ? fault with { Stage = LinkStage.Command } : fault;

    private static (string? State, string? Error) Outcome(JsonElement jobs) =>
        jobs.Items().Select(job => (job.Text("state"), job.Text("error"))).FirstOrDefault();
}
