using NasOrleans.Api.Errors;
using NasOrleans.Systems.Commands;

namespace NasOrleans.Api.Commands;

/// <summary>What an order must look like before anybody looks at the system.</summary>
internal static class OrderInput
{
    private const int MaxReason = 200;
    private const int MaxSeconds = 3600;

    public static void Check(CommandKind kind, OrderBody body, string? key, Invalid invalid)
    {
        if (string.IsNullOrWhiteSpace(body.Confirm)) invalid.Add("confirm", "Send the name of the system to confirm.");
        if (body.Reason?.Trim() is not { Length: > 0 and <= MaxReason } reason || reason.Any(char.IsControl))
            invalid.Add("reason", $"A reason has 1 to {MaxReason} characters, on one line.");
        if (body.StopWorkloadsSeconds is < 1 or > MaxSeconds) invalid.Add("stopWorkloadsSeconds", $"Apps and machines get 1 to {MaxSeconds} seconds to stop.");
        if (body.StopWorkloadsSeconds is not null && kind is CommandKind.Wake) invalid.Add("stopWorkloadsSeconds", "Nothing runs on a system that is to be woken.");
        if (key is not null && !RequestKeys.IsKey(key)) invalid.Add("Idempotency-Key", RequestKeys.Form);
    }
}
