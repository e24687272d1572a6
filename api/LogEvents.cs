namespace NasOrleans.Api;

/// <summary>The numbers of the API's log lines, 3000 to 3999, each used once.</summary>
internal static class LogEvents
{
    public const int Unhandled = 3000;
    public const int Unavailable = 3001;
    public const int AccessStale = 3010;
    public const int AccessRecovered = 3011;
    public const int AuditFailed = 3020;
    public const int AuditRecovered = 3021;
    public const int AuditDropped = 3022;
    public const int AuditLost = 3023;
    public const int ViewFailed = 3030;
    public const int ViewRecovered = 3031;
    public const int PowerViewFailed = 3032;
    public const int PowerViewRecovered = 3033;
    public const int PowerSilent = 3034;
    public const int ConnectionAdded = 3040;
    public const int ConnectionChanged = 3041;
    public const int ConnectionRemoved = 3042;
    public const int PowerSourceSet = 3050;
    public const int PowerSourceRemoved = 3051;
    public const int PowerSourceReset = 3052;
    public const int UpsOrdered = 3053;
    public const int PowerGroupSet = 3060;
    public const int PowerGroupRemoved = 3061;
    public const int PowerCrisisReset = 3062;
    public const int RunOrdered = 3063;
}
