using NasOrleans.Drives;

namespace NasOrleans.Tests.Drives;

public sealed class AttributeRulesTests
{
    [Theory]
    [InlineData("ST8000NM0055-1RM112", 1, 0x0000_0B1C_2D3EL, 0)]
    [InlineData("ST8000NM0055-1RM112", 7, 0x0003_0B1C_2D3E, 3)]
    [InlineData("ATA ST4000VN008", 7, 0x0003_0B1C_2D3E, 3)]
    [InlineData("Seagate IronWolf", 195, 0x0000_0B1C_2D3E, 0)]
    [InlineData("ST8000NM0055-1RM112", 188, 0x0001_0002_0005, 5)]
    [InlineData("ST8000NM0055-1RM112", 5, 8, 8)]
    [InlineData("WDC WD80EFZX", 1, 0x0001_0000_0002, 0x0001_0000_0002)]
    [InlineData("WDC WD80EFZX", 188, 0x0001_0002_0005, 0x0001_0002_0005)]
    [InlineData("STEC Z16", 1, 0x0001_0000_0002, 0x0001_0000_0002)]
    [InlineData("HGST HUH728080", 194, 0x002D_0013_0026, 38)]
    [InlineData("HGST HUH728080", 194, 0xFB, -5)]
    [InlineData("ST8000NM0055-1RM112", 9, 0x1A2B_0000_4E20, 20_000)]
    public void Decode_TakesOutWhatIsCounted(string model, int number, long raw, long counted) =>
        Assert.Equal(counted, AttributeRules.Decode(model, number, raw));

    [Theory]
    [InlineData(5, "Reallocated_Sector_Ct", true)]
    [InlineData(197, "Current_Pending_Sector", true)]
    [InlineData(194, "Temperature_Celsius", false)]
    [InlineData(0, "media_errors", true)]
    [InlineData(0, "data_units_read", false)]
    public void IsTrouble_CountsWhatAHealthyDriveHasNoneOf(int number, string name, bool trouble) =>
        Assert.Equal(trouble, AttributeRules.IsTrouble(new() { Number = number, Name = name }));
}
