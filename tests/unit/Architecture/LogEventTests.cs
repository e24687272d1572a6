using System.Reflection;
using Microsoft.Extensions.Logging;
using NasOrleans.Api;
using NasOrleans.History;
using NasOrleans.Silo.Storage;
using NasOrleans.Systems;

namespace NasOrleans.Tests.Architecture;

public sealed partial class LogEventTests
{
    public static TheoryData<Type, int> Ranges
    {
        get
        {
            var ranges = new TheoryData<Type, int>
            {
                { typeof(DataFolder), 1000 },
                { typeof(SystemGrain), 2000 },
                { typeof(ApiOptions), 3000 },
                { typeof(HistoryEvent), 4000 },
            };
            AddRuntime(ranges);
            return ranges;
        }
    }

    [Theory]
    [MemberData(nameof(Ranges))]
    public void LogLines_CarryANumberOfTheirProject_UsedOnce(Type inProject, int from)
    {
        var numbers = Numbers(inProject.Assembly).ToArray();

        Assert.NotEmpty(numbers);
        Assert.All(numbers, number => Assert.InRange(number, from, from + 999));
        Assert.Equal(numbers.Distinct(), numbers);
    }

    static partial void AddRuntime(TheoryData<Type, int> ranges);

    private static IEnumerable<int> Numbers(Assembly assembly) => assembly.GetTypes()
        .SelectMany(type => type.GetMethods(BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
        .SelectMany(method => method.GetCustomAttributes<LoggerMessageAttribute>())
        .Select(attribute => attribute.EventId);
}
