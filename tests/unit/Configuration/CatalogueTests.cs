using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class CatalogueTests
{
    private static readonly Dictionary<string, Func<Catalogue, string>> Made = new()
    {
        ["nas.example.yaml"] = ExampleFile.Of,
        ["nas.schema.json"] = JsonSchema.Of,
        ["settings.md"] = ReferenceTable.Of,
    };

    [Fact]
    public void Settings_Each_IsDescribed() =>
        Assert.All(Catalogue.Nas.Settings.Select(setting => setting.Description).Concat(Catalogue.Nas.Sections.Select(section => section.Description)), text => Assert.EndsWith(".", text));

    [Fact]
    public void Settings_Each_HasAVariableOfItsOwn()
    {
        var names = Catalogue.Nas.Settings.SelectMany(setting => new[] { setting.Environment, setting.EnvironmentFile }).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
    }

    [Fact]
    public void Settings_Each_DefaultKeepsItsOwnRules() =>
        Assert.All(Catalogue.Nas.Settings.Where(setting => setting.Default is not null and not string[]), setting =>
            Assert.Null(SettingCheck.Read(setting, new RawValue(setting.Key, "") { Text = SettingText.Show(setting, setting.Default) }, out _)));

    [Fact]
    public void Settings_WhatTheHostFillsIn_IsNone() => Assert.Null(Catalogue.Nas.Find("api.keyFolder"));

    [Theory]
    [InlineData("nas.example.yaml")]
    [InlineData("nas.schema.json")]
    [InlineData("settings.md")]
    public void MadeFile_OnDisk_IsFresh(string file) =>
        Assert.True(Made[file](Catalogue.Nas) == File.ReadAllText(Path.Combine(Repository.Root, "deploy", file)), $"deploy/{file} is stale: see './nas config --help'");

    [Fact]
    public void ExampleFile_Validated_IsFine()
    {
        var loaded = SettingsLoader.Load(new SettingSources { ConfigFile = Path.Combine(Repository.Root, "deploy", "nas.example.yaml") });
        Assert.Empty(loaded.Problems);
        Assert.Equal(Catalogue.Nas.Settings.Count(setting => setting.Default is not null), loaded.Values.Count(value => value.Origin != SettingValue.FromDefault));
    }
}
