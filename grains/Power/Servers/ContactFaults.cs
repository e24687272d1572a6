using NasOrleans.Power.Sources;
using NasOrleans.Protocols.Nut;

namespace NasOrleans.Power.Servers;

/// <summary>What the protocol's faults mean for a source.</summary>
internal static class ContactFaults
{
    public static ContactFault Of(NutFault fault) => new() { Kind = Kind(fault.Error), Message = fault.Message };

    private static ContactFaultKind Kind(NutError error) => error switch
    {
        NutError.DataStale => ContactFaultKind.Stale,
        NutError.DriverNotConnected => ContactFaultKind.DriverGone,
        NutError.UnknownUps => ContactFaultKind.UnknownUps,
        NutError.Dns => ContactFaultKind.Dns,
        NutError.Refused => ContactFaultKind.Refused,
        NutError.Unreachable => ContactFaultKind.Unreachable,
        NutError.Timeout => ContactFaultKind.Timeout,
        NutError.Reset or NutError.Closed => ContactFaultKind.Broken,
        NutError.Tls or NutError.FeatureNotConfigured or NutError.AlreadySslMode => ContactFaultKind.Tls,
        NutError.AccessDenied or NutError.UsernameRequired or NutError.PasswordRequired or NutError.InvalidPassword or NutError.InvalidUsername
            or NutError.ClearText => ContactFaultKind.Denied,
        NutError.VarNotSupported => ContactFaultKind.Unclear,
        _ => ContactFaultKind.Protocol,
    };
}
