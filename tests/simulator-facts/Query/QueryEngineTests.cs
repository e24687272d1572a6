using NasOrleans.Simulators.TrueNas.Methods;
using NasOrleans.Simulators.TrueNas.Query;

namespace NasOrleans.Tests.Query;

public sealed class QueryEngineTests
{
    private static readonly string[] Table =
    [
        """{"name":"sda","size":12,"pool":null,"tags":["a","b"],"state":{"link":"UP"},"at":{"$date":1000}}""",
        """{"name":"sdb","size":8,"pool":"tank","tags":["b"],"state":{"link":"DOWN"},"at":{"$date":2000}}""",
        """{"name":"sdc","size":16,"pool":"tank","tags":[],"state":{"link":"UP"},"at":{"$date":3000}}""",
    ];

    [Theory]
    [InlineData("""[["name","=","sdb"]]""", "sdb")]
    [InlineData("""[["name","!=","sdb"]]""", "sda sdc")]
    [InlineData("""[["size",">",8]]""", "sda sdc")]
    [InlineData("""[["size",">=",12],["size","<",16.0]]""", "sda")]
    [InlineData("""[["size","<=",8]]""", "sdb")]
    [InlineData("""[["pool","=",null]]""", "sda")]
    [InlineData("""[["name","~","sd[ac]"]]""", "sda sdc")]
    [InlineData("""[["name","~","d[ac]"]]""", "")]
    [InlineData("""[["name","in",["sda","sdx"]]]""", "sda")]
    [InlineData("""[["name","nin",["sda","sdx"]]]""", "sdb sdc")]
    [InlineData("""[["tags","rin","a"]]""", "sda")]
    [InlineData("""[["tags","rnin","b"]]""", "sdc")]
    [InlineData("""[["name","rin","db"]]""", "sdb")]
    [InlineData("""[["pool","^","ta"]]""", "sdb sdc")]
    [InlineData("""[["name","!^","sda"]]""", "sdb sdc")]
    [InlineData("""[["name","$","c"]]""", "sdc")]
    [InlineData("""[["name","!$","c"]]""", "sda sdb")]
    [InlineData("""[["state.link","=","UP"]]""", "sda sdc")]
    [InlineData("""[["tags.*","=","b"]]""", "sda sdb")]
    [InlineData("""[["at",">",{"$date":1500}]]""", "sdb sdc")]
    [InlineData("""[["OR",[["name","=","sda"],["size",">",12]]]]""", "sda sdc")]
    [InlineData("""[["OR",[["name","=","sda"],[["pool","=","tank"],["size","<",10]]]]]""", "sda sdb")]
    [InlineData("""[["nothing","=",1]]""", "")]
    [InlineData("[]", "sda sdb sdc")]
    public void Query_Filters_KeepTheRowsThatPassAll(string filters, string names) =>
        Assert.Equal(names, string.Join(' ', Run($"[{filters}]")!.AsArray().Select(row => row!["name"]!.GetValue<string>())));

    [Theory]
    [InlineData("""{"order_by":["size"]}""", "sdb sda sdc")]
    [InlineData("""{"order_by":["-size"]}""", "sdc sda sdb")]
    [InlineData("""{"order_by":["nulls_last:pool","-name"]}""", "sdc sdb sda")]
    [InlineData("""{"order_by":["nulls_first:pool","-name"]}""", "sda sdc sdb")]
    [InlineData("""{"order_by":["name"],"offset":1}""", "sdb sdc")]
    [InlineData("""{"order_by":["name"],"offset":1,"limit":1}""", "sdb")]
    [InlineData("""{"limit":0}""", "sda sdb sdc")]
    public void Query_OrderAndPage_AreKept(string options, string names) =>
        Assert.Equal(names, string.Join(' ', Run($"[[],{options}]")!.AsArray().Select(row => row!["name"]!.GetValue<string>())));

    [Fact]
    public void Query_Select_PicksFieldsNestedAndRenamed() => Assert.Equal(
        """{"name":"sda","state":{"link":"UP"},"bytes":12,"pool":null}""",
        Run("""[[["name","=","sda"]],{"get":true,"select":["name","state.link",["size","bytes"],"pool"]}]""")!.ToJsonString());

    [Fact]
    public void Query_Count_IsANumber() => Assert.Equal(2, Run("""[[["pool","=","tank"]],{"count":true}]""")!.GetValue<int>());

    [Fact]
    public void Query_Get_IsOneRowOrAMatchNotFound()
    {
        Assert.Equal("sda", Run("""[[],{"get":true}]""")!["name"]!.GetValue<string>());
        Assert.True(Assert.Throws<MethodError>(() => Run("""[[["name","=","sdx"]],{"get":true}]""")).IsMatchNotFound);
    }

    [Theory]
    [InlineData("""[[["name","between",1]]]""")]
    [InlineData("""[["name","=","sda"]]""")]
    [InlineData("""[[["OR",[]]]]""")]
    [InlineData("""["name"]""")]
    [InlineData("""[[["name","~","["]]]""")]
    [InlineData("""[[],{"limit":"ten"}]""")]
    [InlineData("""[[],{"get":1}]""")]
    [InlineData("""[[],{"unknown":true}]""")]
    public void Query_NonsenseArguments_AreRefusedAsInvalid(string arguments) =>
        Assert.True(Assert.Throws<MethodError>(() => Run(arguments)).IsValidation);

    private static JsonNode? Run(string arguments) =>
        QueryEngine.Query(JsonNode.Parse(arguments)!.AsArray(), Table.Select(row => JsonNode.Parse(row)!.AsObject()));
}
