namespace NasOrleans.Protocols.Nut;

/// <summary>What can go wrong between us and a NUT server, as a closed set: the server's own words first, then the way to it, then our side.</summary>
internal enum NutError
{
    AccessDenied,
    UnknownUps,
    VarNotSupported,
    CmdNotSupported,
    InvalidArgument,
    InstcmdFailed,
    SetFailed,
    ReadOnly,
    TooLong,
    InvalidValue,
    FeatureNotSupported,
    FeatureNotConfigured,
    AlreadySslMode,
    DriverNotConnected,
    DataStale,
    AlreadyLoggedIn,
    InvalidPassword,
    AlreadySetPassword,
    InvalidUsername,
    AlreadySetUsername,
    UsernameRequired,
    PasswordRequired,
    UnknownCommand,

    /// <summary>The result of a tracked order: the driver says that it failed.</summary>
    Failed,

    /// <summary>The result of a tracked order: neither the driver nor the server knows.</summary>
    Unknown,

    /// <summary>A word after ERR that no release is known to say.</summary>
    Unrecognised,

    /// <summary>This release of the server does not have what was asked for.</summary>
    Unsupported,

    Dns,
    Refused,
    Unreachable,
    Reset,
    Closed,
    Timeout,

    /// <summary>A certificate that is not believed, or no TLS where it is wanted.</summary>
    Tls,

    /// <summary>What came is not the protocol, or not the answer to what was asked.</summary>
    Protocol,

    /// <summary>A name or value that cannot be said in the protocol; nothing was sent.</summary>
    Unsayable,

    /// <summary>Credentials would have crossed a public network in the open; nothing was sent.</summary>
    ClearText,
}
