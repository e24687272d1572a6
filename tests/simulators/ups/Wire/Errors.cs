namespace NasOrleans.Simulators.Ups.Wire;

/// <summary>The words behind ERR.</summary>
internal static class Errors
{
    public const string AccessDenied = "ACCESS-DENIED";
    public const string AlreadyLoggedIn = "ALREADY-LOGGED-IN";
    public const string AlreadySetPassword = "ALREADY-SET-PASSWORD";
    public const string AlreadySetUserName = "ALREADY-SET-USERNAME";
    public const string AlreadySslMode = "ALREADY-SSL-MODE";
    public const string CommandNotSupported = "CMD-NOT-SUPPORTED";
    public const string DataStale = "DATA-STALE";
    public const string DriverNotConnected = "DRIVER-NOT-CONNECTED";
    public const string FeatureNotConfigured = "FEATURE-NOT-CONFIGURED";
    public const string FeatureNotSupported = "FEATURE-NOT-SUPPORTED";
    public const string InvalidArgument = "INVALID-ARGUMENT";
    public const string InvalidValue = "INVALID-VALUE";
    public const string PasswordRequired = "PASSWORD-REQUIRED";
    public const string ReadOnly = "READONLY";
    public const string TooLong = "TOO-LONG";
    public const string UnknownCommand = "UNKNOWN-COMMAND";
    public const string UnknownUps = "UNKNOWN-UPS";
    public const string UserNameRequired = "USERNAME-REQUIRED";
    public const string VariableNotSupported = "VAR-NOT-SUPPORTED";
}
