using NasOrleans.Api.Drives;
using NasOrleans.Api.Errors;
using NasOrleans.Api.Paging;
using NasOrleans.Api.Systems;

namespace NasOrleans.Tests.Api.Paging;

public sealed class CursorQueryTests
{
    [Theory]
    [InlineData(null, null, "")]
    [InlineData(1, null, "")]
    [InlineData(500, null, "")]
    [InlineData(0, null, "limit")]
    [InlineData(501, null, "limit")]
    [InlineData(null, "!", "cursor")]
    [InlineData(null, "eyJhIjoxfQ", "cursor")]
    [InlineData(-1, "", "cursor limit")]
    public void Check_LimitAndCursor_AreTheSameForEachList(int? limit, string? cursor, string wrong)
    {
        CursorQuery[] queries =
        [
            new PageQuery { Limit = limit, Cursor = cursor },
            new SystemQuery { Limit = limit, Cursor = cursor },
            new DriveQuery { Limit = limit, Cursor = cursor },
        ];
        Assert.All(queries, query => Assert.Equal(wrong, Wrong(query)));
    }

    [Theory]
    [InlineData("asc", "")]
    [InlineData("DESC", "")]
    [InlineData("up", "order")]
    [InlineData("1", "order")]
    public void Check_Order_IsAscOrDesc(string order, string wrong)
    {
        SortedQuery[] queries = [new SystemQuery { Order = order }, new DriveQuery { Order = order }];
        Assert.All(queries, query => Assert.Equal(wrong, Wrong(query)));
    }

    private static string Wrong(CursorQuery query)
    {
        var invalid = new Invalid();
        query.Check(invalid);
        if (!invalid.Any) return "";
        var errors = (Dictionary<string, List<string>>)invalid.Result().ProblemDetails.Extensions["errors"]!;
        return string.Join(' ', errors.Keys.Order(StringComparer.Ordinal));
    }
}
