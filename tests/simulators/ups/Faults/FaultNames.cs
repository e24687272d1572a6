using System.Text;

namespace NasOrleans.Simulators.Ups.Faults;

/// <summary>NeverAnswers is written never-answers outside the code.</summary>
internal static class FaultNames
{
    public static string Of<T>(T fault) where T : struct, Enum
    {
        var name = new StringBuilder();
        foreach (var letter in fault.ToString())
        {
            if (char.IsUpper(letter) && name.Length > 0) name.Append('-');
            name.Append(char.ToLowerInvariant(letter));
        }
        return name.ToString();
    }

    public static T? Parse<T>(string name) where T : struct, Enum
    {
        foreach (var each in Enum.GetValues<T>())
        {
            if (string.Equals(Of(each), name, StringComparison.OrdinalIgnoreCase)) return each;
        }
        return null;
    }
}
