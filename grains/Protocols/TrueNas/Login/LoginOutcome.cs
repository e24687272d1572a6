namespace NasOrleans.Protocols.TrueNas.Login;

/// <summary>A login that went through.</summary>
internal sealed record LoginOutcome
{
    /// <summary>What proved us, such as <c>API_KEY_PLAIN</c>.</summary>
    public required string Mechanism { get; init; }

    /// <summary>Null when the NAS does not say.</summary>
    public bool? MayShutDown { get; init; }
}
