using NasOrleans.Drives;

namespace NasOrleans.Tests.Drives;

public sealed class DriveIdTests
{
    [Theory]
    [InlineData(null, "0000000000000000")]
    [InlineData("0x0000000000000000", null)]
    [InlineData("5000000000000000", "")]
    [InlineData("ffffffffffffffff", "11111111")]
    [InlineData("(null)", "(null)")]
    [InlineData("none", "None")]
    [InlineData("", "unknown")]
    [InlineData("", "N/A")]
    [InlineData("", "- - - - -")]
    public void Of_WhatStandsInPlaceOfANumber_IsNone(string? wwn, string? serial) => Assert.Null(DriveId.Of(wwn, serial));

    [Theory]
    [InlineData("0x5000C500D1E2F3A4", "ZL0", "wwn:5000c500d1e2f3a4")]
    [InlineData("0000000000000000", " ZLW0ABCD ", "serial:zlw0abcd")]
    [InlineData(null, "A0000000", "serial:a0000000")]
    [InlineData(null, "NONE1234", "serial:none1234")]
    public void Of_ANameOrNumber_IsItsOwn(string? wwn, string? serial, string id)
    {
        Assert.Equal(id, DriveId.Of(wwn, serial)?.Value);
        Assert.True(DriveId.TryParse(id, out _));
    }
}
