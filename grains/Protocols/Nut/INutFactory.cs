namespace NasOrleans.Protocols.Nut;

internal interface INutFactory
{
    /// <summary>Starts to connect at once.</summary>
    INutReader Reader(NutServerTarget target);

    Task<NutOpening> OpenDeskAsync(NutServerTarget target, CancellationToken cancellationToken);
}

/// <summary>A desk, or why there is none.</summary>
internal sealed record NutOpening(INutDesk? Desk, NutFault? Fault);
