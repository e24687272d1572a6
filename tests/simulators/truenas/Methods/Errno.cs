namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>Error numbers of the wire: those of the kernel, then TrueNAS' own from 201.</summary>
internal static class Errno
{
    public const int EPERM = 1;
    public const int ENOENT = 2;
    public const int EIO = 5;
    public const int EAGAIN = 11;
    public const int EACCES = 13;
    public const int EFAULT = 14;
    public const int EBUSY = 16;
    public const int EEXIST = 17;
    public const int EINVAL = 22;
    public const int EOPNOTSUPP = 95;
    public const int ECONNABORTED = 103;
    public const int ETOOMANYREFS = 109;
    public const int ETIMEDOUT = 110;
    public const int ENOMETHOD = 201;
    public const int ESERVICESTARTFAILURE = 202;
    public const int EDATASETISLOCKED = 205;
    public const int ENOTAUTHENTICATED = 207;
    public const int EREBOOTREQUIRED = 209;
    public const int EHAUNAVAILABLE = 210;

    private static readonly Dictionary<int, string> Names = typeof(Errno).GetFields().ToDictionary(field => (int)field.GetRawConstantValue()!, field => field.Name);

    public static string Name(int errno) => Names.GetValueOrDefault(errno, "EUNKNOWN");
}
