using System.Text.RegularExpressions;
using NasOrleans.Power.Sources;
using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration.Power;

/// <summary>Whoever takes the marks away from the example has something that works.</summary>
public sealed class PowerExampleTests : IDisposable
{
    private readonly PowerSettings _settings = new();

    public void Dispose() => _settings.Dispose();

    [Fact]
    public void Example_BothParts_AreFine()
    {
        _settings.Write("id_nas_shutdown", PowerSettings.PrivateKey);
        foreach (var file in new[] { "rack.password", "outlet.authorization", "ipmi.password" }) _settings.Write(file, "secret");
        var parts = Regex.Split(PowerExample.Text, "^---.*$", RegexOptions.Multiline, TimeSpan.FromSeconds(10)).Where(part => part.Trim().Length > 0).ToArray();
        Assert.Equal(2, parts.Length);
        foreach (var part in parts)
        {
            var loaded = _settings.Load("power:\n" + string.Concat(part.Split('\n').Select(line => "  " + line + "\n")));
            Assert.Equal([], loaded.Problems.Select(problem => problem.ToString()));
            Assert.NotEmpty(loaded.Power.Groups);
        }
    }

    [Fact]
    public void Example_DefaultsItShows_AreTheDefaults()
    {
        _settings.Write("id_nas_shutdown", PowerSettings.PrivateKey);
        var all = PowerExample.Text[PowerExample.Text.LastIndexOf("---", StringComparison.Ordinal)..];
        var rack = _settings.Load("power:\n" + string.Concat(all.Split('\n').Skip(1).Select(line => "  " + line + "\n"))).Power.Sources[0].Config;
        Assert.Equal((new PowerTriggers(), new ContactLimits(), new VoltageLimits()), (rack.Triggers, rack.Contact, rack.Voltage));
        Assert.Equal((NutUpsConfig.DefaultStatusInterval, NutUpsConfig.DefaultPollInterval), (rack.Ups!.StatusInterval, rack.Ups.PollInterval));
    }
}
