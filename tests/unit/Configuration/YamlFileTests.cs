using NasOrleans.Silo.Configuration;

namespace NasOrleans.Tests.Unit.Configuration;

public sealed class YamlFileTests
{
    [Fact]
    public void Read_NestedKeys_FlatWithLines()
    {
        var file = Read("server:\n  port: 80\n  tls:\n    key: \"a: b\"\n# done\nrole: all\n");
        Assert.Empty(file.Problems);
        Assert.Equal([("server.port", "80", "nas.yaml:2"), ("server.tls.key", "a: b", "nas.yaml:4"), ("role", "all", "nas.yaml:6")],
            file.Values.Select(value => (value.Key, value.Text!, value.Where)));
    }

    [Fact]
    public void Read_List_Items() => Assert.Equal(["a", "b"], Assert.Single(Read("x: [a, b]").Values).Items);

    [Theory]
    [InlineData("x:")]
    [InlineData("x: ~")]
    [InlineData("x: null")]
    public void Read_NothingGiven_NoText(string yaml) => Assert.Null(Assert.Single(Read(yaml).Values).Text);

    [Theory]
    [InlineData("")]
    [InlineData("# a comment\n")]
    [InlineData("---\n")]
    public void Read_EmptyFile_NoProblem(string yaml) => Assert.Empty(Read(yaml).Problems);

    [Fact]
    public void Read_DuplicateKeys_EachNamesTheFirst()
    {
        var problems = Read("a: 1\nb:\n  c: 1\n  c: 2\na: 2\n").Problems.Select(problem => problem.ToString());
        Assert.Equal(["nas.yaml:4: b.c: given twice, first on line 3", "nas.yaml:5: a: given twice, first on line 1"], problems);
    }

    [Theory]
    [InlineData("a: 1\nb: [1\nc: 2")]
    [InlineData("a: \"open")]
    [InlineData("a: 1\n b: 2")]
    [InlineData("a:\n\tb: 1")]
    [InlineData("a: }")]
    [InlineData("just a text")]
    [InlineData("- 1\n- 2")]
    [InlineData("[a]: 1")]
    [InlineData("a: 1\n---\nb: 1")]
    [InlineData("a: &x 1\nb: *x")]
    [InlineData("a: [[1]]")]
    public void Read_NotOurYaml_OneProblemWithLine(string yaml) => Assert.StartsWith("nas.yaml:", Assert.Single(Read(yaml).Problems).ToString());

    [Fact]
    public void Read_SyntaxFault_KeepsWhatCameBefore()
    {
        var file = Read("a: 1\nb: }");
        Assert.Equal("a", Assert.Single(file.Values).Key);
        Assert.StartsWith("nas.yaml:2: not valid YAML: ", Assert.Single(file.Problems).ToString());
    }

    private static YamlFile Read(string yaml) => YamlFile.Read("nas.yaml", new StringReader(yaml));
}
