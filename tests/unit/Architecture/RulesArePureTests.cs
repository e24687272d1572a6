using System.Reflection;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Architecture;

public sealed class RulesArePureTests
{
    private static readonly string[] ForbiddenNamespaces =
        ["Orleans", "System.IO", "System.Net", "System.Diagnostics", "System.Threading", "Microsoft.Extensions", "Microsoft.AspNetCore", "Npgsql", "NasOrleans.History"];

    private static readonly string[] ForbiddenTypes =
        ["System.TimeProvider", "System.Random", "System.Environment", "System.Console", "System.Guid.NewGuid"];

    public static TheoryData<string> Rules => [.. typeof(SystemRules).Assembly.GetTypes()
        .Where(type => type.Name.EndsWith("Rules", StringComparison.Ordinal)).Select(type => type.FullName!)];

    [Fact]
    public void Rules_AreFound() => Assert.True(Rules.Count >= 3);

    [Theory]
    [MemberData(nameof(Rules))]
    public void Rules_TouchNoClockNoInputOutputNoLoggerNoActor(string typeName)
    {
        var touched = IlReader.MembersTouchedBy(typeof(SystemRules).Assembly.GetType(typeName)!).ToArray();

        Assert.NotEmpty(touched);
        Assert.DoesNotContain(touched, IsForbidden);
    }

    [Fact]
    public void Reader_SeesAClockInsideALambda() => Assert.Contains(IlReader.MembersTouchedBy(typeof(NotPure)), IsForbidden);

    private static bool IsForbidden(MemberInfo member)
    {
        var type = member as Type ?? member.DeclaringType;
        var name = type?.FullName ?? "";
        return ForbiddenNamespaces.Any(space => name.StartsWith(space + ".", StringComparison.Ordinal))
            || ForbiddenTypes.Any(forbidden => name == forbidden || $"{name}.{member.Name}" == forbidden);
    }

    private static class NotPure
    {
        public static Func<DateTimeOffset> Clock(TimeProvider time) => () => time.GetUtcNow();
    }
}
