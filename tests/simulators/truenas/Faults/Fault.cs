namespace NasOrleans.Simulators.TrueNas.Faults;

/// <summary>What can be made to go wrong; in the debug interface the names are written with dashes.</summary>
public enum Fault
{
    /// <summary>Each connection is reset at once, as when nothing listens.</summary>
    RefusesConnections,

    /// <summary>Connections are accepted, then nothing: no TLS, no HTTP.</summary>
    NeverAnswers,

    /// <summary>Websockets stay open, but nothing is answered any more.</summary>
    Deaf,

    /// <summary>Every HTTP request gets a page of HTML.</summary>
    HtmlInsteadOfJson,

    /// <summary>Every HTTP request is sent to /ui/.</summary>
    RedirectsToUi,

    /// <summary>Every HTTP request is sent to https.</summary>
    RedirectsToHttps,

    /// <summary>The middleware is away, only its front is there: 502.</summary>
    BadGateway,

    /// <summary>The address allowlist shuts the caller out: websockets open and are closed with 1008.</summary>
    AddressNotAllowed,

    /// <summary>Every key and password is wrong.</summary>
    RefusesCredentials,

    /// <summary>Every key has expired.</summary>
    ExpiredKey,

    /// <summary>Logins are answered, but no call is allowed.</summary>
    NotAuthorized,

    /// <summary>A session has always expired when the next message comes.</summary>
    SessionExpires,

    /// <summary>The limiter of unauthenticated calls is always exhausted.</summary>
    RateLimited,

    /// <summary>Login is answered as a standby controller does.</summary>
    Standby,

    /// <summary>Answers take as long as <see cref="FaultBoard.Slowness"/> says.</summary>
    SlowAnswers,

    /// <summary>Answers come in another order than the calls.</summary>
    OutOfOrder,

    /// <summary>The connection breaks in the middle of an answer.</summary>
    DropsMidAnswer,

    /// <summary>Instead of an answer comes what is no websocket frame and no HTTP body.</summary>
    GarbageFrames,

    /// <summary>Answers are whole frames, but their JSON ends early.</summary>
    TruncatedJson,

    /// <summary>Answers carry 70 KB that nobody asked for.</summary>
    HugeAnswers,

    /// <summary>The certificate has run out.</summary>
    ExpiredCertificate,

    /// <summary>Another certificate than before.</summary>
    CertificateChanged,

    DoubledJobEvents,

    /// <summary>RUNNING is never told.</summary>
    MissingJobEvents,

    /// <summary>system.shutdown is carried out, its answer is not sent.</summary>
    ShutdownReplyLost,

    /// <summary>failover.call_remote is carried out, its answer is not sent.</summary>
    RemoteReplyLost,

    /// <summary>system.shutdown is answered, nothing happens.</summary>
    ShutdownNeverDark,

    /// <summary>It stays in SHUTTING_DOWN.</summary>
    ShutdownHangs,

    RebootsInsteadOfShutdown,

    /// <summary>A new boot id each time one asks.</summary>
    BootIdChanges,

    /// <summary>Sockets are not cut when they are idle, whatever the release.</summary>
    NoIdleCut,
}
