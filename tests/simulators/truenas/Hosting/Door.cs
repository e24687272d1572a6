using Microsoft.AspNetCore.Connections;
using NasOrleans.Simulators.TrueNas.Appliances;
using NasOrleans.Simulators.TrueNas.Faults;

namespace NasOrleans.Simulators.TrueNas.Hosting;

/// <summary>Which NAS a connection belongs to.</summary>
internal sealed record Served(Appliance Nas);

/// <summary>What happens to a connection before any TLS or HTTP.</summary>
internal static class Door
{
    public static async Task EnterAsync(Appliance nas, ConnectionContext connection, ConnectionDelegate next)
    {
        if (!LetIn(nas, connection)) return;
        try
        {
            if (nas.Faults.Has(Fault.NeverAnswers)) await GoneAsync(connection);
            else await next(connection);
        }
        finally
        {
            nas.Connections.Remove(connection);
        }
    }

    /// <summary>Notes the connection, or ends it because nobody is there.</summary>
    public static bool LetIn(Appliance nas, ConnectionContext connection)
    {
        connection.Features.Set(new Served(nas));
        nas.Connections.Add(connection);
        // Looked at after it was noted, so that one that comes while the power goes is cut by either side.
        if (!nas.IsDark && !nas.Faults.Has(Fault.RefusesConnections)) return true;
        nas.Connections.Remove(connection);
        Abrupt.End(connection);
        return false;
    }

    private static async Task GoneAsync(ConnectionContext connection)
    {
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var registered = connection.ConnectionClosed.Register(() => gone.TrySetResult());
        await gone.Task;
    }
}
