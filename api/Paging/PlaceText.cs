using System.Buffers.Text;
using System.Text.Json;

namespace NasOrleans.Api.Paging;

/// <summary>A place in a list as the text of a cursor.</summary>
internal static class PlaceText
{
    public static string Of<TPlace>(TPlace place) => Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(place));

    /// <summary>Null for what is no such place; members that are left out are null in it, whatever their type says.</summary>
    public static TPlace? Parse<TPlace>(string text) where TPlace : class
    {
        try
        {
            return JsonSerializer.Deserialize<TPlace>(Base64Url.DecodeFromChars(text));
        }
        catch (Exception exception) when (exception is FormatException or JsonException)
        {
            return null;
        }
    }
}
