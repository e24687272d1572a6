namespace NasOrleans.Simulators.TrueNas.Appliances;

/// <summary>The personalities, oldest first, so that "from 25.04 on" is a comparison.</summary>
public enum Release
{
    Core133,
    Scale2212,
    Scale2404,
    Scale2410,
    V2504,
    V2510,
    V26,
}
