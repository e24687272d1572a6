using System.Collections.Immutable;
using NasOrleans.Power.Servers;
using NasOrleans.Power.Sources.Orders;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Power.Sources;

// An order takes its time and must hold up no tick: it interleaves with them, over a connection of its own.
internal sealed partial class UpsGrain
{
    private static readonly TimeSpan OrderWithin = TimeSpan.FromSeconds(25);
    private static readonly TimeSpan FollowFor = TimeSpan.FromSeconds(10);

    public async Task<UpsOrderOutcome> Order(UpsOrder order)
    {
        if (order.Confirm != _id) throw new ArgumentException($"{order.Confirm} was named to confirm an order to {_id}.", nameof(order));
        if (OrderRules.Known(_state, order.Id) is { } known) return known.Outcome with { Repeated = true };
        if (_state.Config is not { } config) return new() { Result = UpsOrderResult.NotSent, Message = $"There is no power source {_id}" };
        if (OrderRules.Objection(config, order) is { } objection) return new() { Result = UpsOrderResult.Refused, Message = objection };

        _state = OrderRules.Given(_state, order, _clock.Now.Wall) with { Revision = _state.Revision + 1 };
        if (!await journal.WriteAsync(Key, _state.Revision, _state, CancellationToken.None))
        {
            _state = OrderRules.Withdrawn(_state, order.Id);
            return new() { Result = UpsOrderResult.NotSent, Message = "It could not be written down, so it was not sent" };
        }

        var outcome = await Send(config.Ups!, order);
        _state = OrderRules.Ended(_state, order.Id, outcome);
        KeepSoon();
        return outcome;
    }

    public async Task<UpsAbilities?> GetAbilities()
    {
        if (_state.Config?.Ups is not { } ups) return null;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(8), time);
        await using var reader = nut.Reader(Target(ups));
        var commands = await reader.CommandsAsync(ups.Ups, limit.Token);
        var settings = await reader.WritableAsync(ups.Ups, limit.Token);
        var fault = commands.Fault ?? settings.Fault;
        return new()
        {
            Commands = commands.IsGood ? OrderRules.Allowed(UpsOrderKind.Command, commands.Value) : [],
            Settings = settings.IsGood ? [.. OrderRules.Allowed(UpsOrderKind.Setting, settings.Value.Values.Keys).Select(name => new UpsSetting { Name = name, Value = settings.Value[name] ?? "" })] : [],
            Fault = fault is null ? null : ContactFaults.Of(fault),
        };
    }

    private async Task<UpsOrderOutcome> Send(NutUpsConfig ups, UpsOrder order)
    {
        using var limit = new CancellationTokenSource(OrderWithin, time);
        var sent = false;
        try
        {
            var opening = await nut.OpenDeskAsync(Target(ups), limit.Token);
            if (opening.Desk is not { } desk) return new() { Result = UpsOrderResult.NotSent, Message = opening.Fault!.Message };
            await using (desk)
            {
                if (order.Kind == UpsOrderKind.ForceShutdown && await desk.ClaimPrimaryAsync(ups.Ups, limit.Token) is { IsDone: false } refused) return Outcome(refused);
                sent = true;
                return Outcome(order.Kind switch
                {
                    UpsOrderKind.Command or UpsOrderKind.PowerOff => await desk.CommandAsync(ups.Ups, order.Name, order.Value, FollowFor, limit.Token),
                    UpsOrderKind.Setting => await desk.SetAsync(ups.Ups, order.Name, order.Value ?? "", FollowFor, limit.Token),
                    _ => await desk.ForceShutdownAsync(ups.Ups, limit.Token),
                });
            }
        }
        catch (OperationCanceledException)
        {
            return new() { Result = sent ? UpsOrderResult.Unknown : UpsOrderResult.NotSent, Message = $"The NUT server took longer than {OrderWithin.TotalSeconds:0} s" };
        }
    }

    private static UpsOrderOutcome Outcome(NutOutcome outcome) => new()
    {
        Result = outcome.Result switch
        {
            NutResult.Confirmed => UpsOrderResult.Confirmed,
            NutResult.Accepted => UpsOrderResult.Accepted,
            NutResult.Refused => UpsOrderResult.Refused,
            NutResult.Failed => UpsOrderResult.Failed,
            NutResult.NotSent => UpsOrderResult.NotSent,
            _ => UpsOrderResult.Unknown,
        },
        Message = outcome.Fault?.Message ?? "",
    };

    private NutServerTarget Target(NutUpsConfig ups) =>
        NutTargets.Of(ups.Server) with { UserName = ups.UserName.Length == 0 ? null : ups.UserName, Password = Open("password", _state.Password) };
}
