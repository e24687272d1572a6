using FsCheck;
using FsCheck.Fluent;
using NasOrleans.Protocols.Nut.Reading;

namespace NasOrleans.Tests.Protocols.Nut.Reading;

public sealed class BackOffRulesTests
{
    [Theory]
    [InlineData(1, 0.25)]
    [InlineData(2, 0.5)]
    [InlineData(5, 4)]
    [InlineData(6, 5)]
    [InlineData(1000, 5)]
    public void Pause_DoublesUpToItsMost(int failures, double seconds) => Assert.Equal(seconds, BackOffRules.Pause(failures, 0).TotalSeconds, 3);

    [Fact]
    public void Pause_IsNeverLongerThanFiveSeconds_NorNothing() => Check.One(Config.QuickThrowOnFailure, Prop.ForAll<int, double>((failures, chance) =>
        double.IsNaN(chance) || (BackOffRules.Pause(failures, chance) <= BackOffRules.Most && BackOffRules.Pause(failures, chance) >= BackOffRules.First * 0.74)));
}
