using NasOrleans.Protocols.Nut.Reading;
using NasOrleans.Protocols.Nut.Wire;
using NasOrleans.Protocols.Nut.Writing;

namespace NasOrleans.Protocols.Nut;

internal sealed class NutFactory(TimeProvider time) : INutFactory
{
    public NutWireOptions Wire { get; init; } = new();

    public INutReader Reader(NutServerTarget target) => new NutReader(new ServerLink(new NutDialer(target, Wire, time), time), Wire, target.Host, time);

    public async Task<NutOpening> OpenDeskAsync(NutServerTarget target, CancellationToken cancellationToken)
    {
        try
        {
            var (connection, server) = await new NutDialer(target, Wire, time).OpenAsync(cancellationToken);
            return new NutOpening(new NutDesk(connection, server, target, time), null);
        }
        catch (NutWireException exception)
        {
            return new NutOpening(null, exception.Fault);
        }
    }
}
