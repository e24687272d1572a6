namespace NasOrleans.Protocols.Nut;

/// <summary>Something that went wrong, in words that say what to do about it.</summary>
internal sealed record NutFault(NutError Error, string Message)
{
    /// <summary>The server itself said no, and the connection lives on.</summary>
    public bool Answered { get; init; }

    /// <summary>The certificate that was shown, when that is what is wrong.</summary>
    public string? Fingerprint { get; init; }
}
