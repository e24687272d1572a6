using System.Collections.Immutable;

namespace NasOrleans.Simulators.TrueNas.Methods;

/// <summary>One complaint about one argument.</summary>
internal sealed record Complaint(string Attribute, string Message, int Errno);

/// <summary>What a method refuses with; each transport writes it in its own way.</summary>
internal sealed class MethodError(int errno, string reason) : Exception(reason)
{
    public int Errno { get; } = errno;

    public string ErrorName => Methods.Errno.Name(Errno);

    /// <summary>Not empty when arguments were wrong.</summary>
    public ImmutableArray<Complaint> Extra { get; init; } = [];

    public bool IsList { get; init; }

    /// <summary>A query with get:true that matched nothing: REST answers 404.</summary>
    public bool IsMatchNotFound { get; init; }

    /// <summary>No release has such a method, or not this one.</summary>
    public bool IsUnknownMethod { get; init; }

    /// <summary>The method broke down instead of refusing: REST answers 500.</summary>
    public bool IsCrash { get; init; }

    public bool IsValidation => !Extra.IsEmpty;

    public static MethodError Call(string reason) => new(Methods.Errno.EFAULT, reason);

    public static MethodError Crash(Exception crash) => new(Methods.Errno.EINVAL, crash.Message) { IsCrash = true };

    public static MethodError NotFound(string reason) => new(Methods.Errno.ENOENT, reason);

    public static MethodError MatchNotFound() => new(Methods.Errno.ENOENT, "MatchNotFound()") { IsMatchNotFound = true };

    /// <summary>One complaint, raised alone.</summary>
    public static MethodError Invalid(string attribute, string message, int errno = Methods.Errno.EINVAL) => Of([new Complaint(attribute, message, errno)], isList: false);

    /// <summary>The complaints that were collected, be it one.</summary>
    public static MethodError Invalid(params IEnumerable<Complaint> complaints) => Of([.. complaints], isList: true);

    private static MethodError Of(ImmutableArray<Complaint> extra, bool isList)
    {
        var reason = string.Concat(extra.Select(each => $"[{Methods.Errno.Name(each.Errno)}] {each.Attribute}: {each.Message}\n"));
        return new MethodError(Methods.Errno.EINVAL, reason) { Extra = extra, IsList = isList };
    }
}
