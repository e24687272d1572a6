using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class SoloRoleTests
{
    [Theory]
    [InlineData("silo")]
    [InlineData("Api")]
    public void Check_ClusterRoleOnSolo_RefusedWithTheReason(string role)
    {
        var sources = new SettingSources { CommandLine = new Dictionary<string, string> { ["role"] = role, ["storage.engine"] = "postgres" }, WorkingDirectory = Path.GetTempPath() };
        var problem = SettingsLoader.Load(sources).Problems.Single(problem => problem.Key == "role");
        Assert.Contains("needs a program built on Orleans, this one is built on Solo", problem.What);
    }
}
