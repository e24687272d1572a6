using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace NasOrleans.Silo.Configuration;

/// <summary>The catalogue as JSON Schema, so that editors complete keys and mark faults.</summary>
internal static class JsonSchema
{
    private static readonly JsonSerializerOptions Format = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(Catalogue catalogue)
    {
        var records = new TreeSchema();
        var root = Section(catalogue, section: "", "Configuration of NasOrleans", records);
        root.Insert(0, "$schema", "https://json-schema.org/draft/2020-12/schema");
        root["$defs"] = records.Definitions;
        return root.ToJsonString(Format) + "\n";
    }

    private static JsonObject Section(Catalogue catalogue, string section, string description, TreeSchema records)
    {
        var properties = new JsonObject();
        foreach (var key in catalogue.Children(section))
        {
            var name = key[(key.LastIndexOf('.') + 1)..];
            properties[name] = catalogue.Find(key) is { } setting ? Of(setting)
                : catalogue.FindTree(key) is { } tree ? records.Of(tree)
                : Section(catalogue, key, catalogue.Sections.First(item => item.Key == key).Description, records);
        }

        return new JsonObject
        {
            ["description"] = description,
            ["type"] = new JsonArray("object", "null"),
            ["additionalProperties"] = false,
            ["properties"] = properties,
        };
    }

    public static JsonObject Of(Setting setting)
    {
        var schema = new JsonObject { ["description"] = (setting.Kind is SettingKind.Text ? setting.Description : $"{setting.Description} Takes {setting.Allowed}.").TrimStart() };
        if (schema["description"]!.GetValue<string>().Length == 0) schema.Remove("description");
        switch (setting.Kind)
        {
            case SettingKind.Flag:
                schema["type"] = "boolean";
                break;
            case SettingKind.Whole or SettingKind.Number:
                schema["type"] = setting.Kind is SettingKind.Whole ? "integer" : "number";
                if (setting.Range is { } range)
                {
                    schema["minimum"] = JsonValue.Create(Convert.ToDouble(range.Minimum));
                    schema["maximum"] = JsonValue.Create(Convert.ToDouble(range.Maximum));
                }

                break;
            case SettingKind.Choice:
                schema["enum"] = new JsonArray([.. setting.Choices.Select(choice => JsonValue.Create(choice))]);
                break;
            case SettingKind.Duration:
                schema["type"] = "string";
                schema["pattern"] = DurationText.Pattern;
                break;
            case SettingKind.Size:
                schema["type"] = new JsonArray("string", "integer");
                schema["pattern"] = "^[0-9]+(\\.[0-9]+)? ?([kKMGT]i?B|B)?$";
                break;
            case SettingKind.List:
                schema["type"] = "array";
                schema["items"] = new JsonObject { ["type"] = "string" };
                break;
            default:
                schema["type"] = new JsonArray("string", "null");
                break;
        }

        if (setting.Default is not null && setting.Kind is not SettingKind.List) schema["default"] = Default(setting);
        return schema;
    }

    private static JsonValue Default(Setting setting) => setting.Default switch
    {
        bool flag => JsonValue.Create(flag),
        int number => JsonValue.Create(number),
        double number => JsonValue.Create(number),
        var other => JsonValue.Create(SettingText.Show(setting, other)),
    };
}
