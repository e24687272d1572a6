using System.Text.Json.Nodes;

namespace NasOrleans.Silo.Configuration;

/// <summary>The JSON Schema of records: what stands below a tree of the catalogue. Short forms are texts.</summary>
internal sealed class TreeSchema
{
    private static readonly PowerForms Forms = new();

    /// <summary>Each record once, for <c>$defs</c>.</summary>
    public JsonObject Definitions { get; } = [];

    public JsonObject Of(Tree tree)
    {
        var one = tree.Type == typeof(string) ? new JsonObject { ["type"] = "string" } : Record(tree.Type, tree.Beside);
        if (tree.IsNamed) one = new JsonObject { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = one };
        one.Insert(0, "description", tree.Description);
        return one;
    }

    private JsonObject Record(Type type, Type? beside = null)
    {
        var name = Setting.CamelCase(type.Name);
        if (!Definitions.ContainsKey(name))
        {
            var properties = new JsonObject();
            foreach (var key in RecordShape.Of(type).Keys.Concat(beside is null ? [] : RecordShape.Of(beside).Keys).Where(key => Forms.NameKey(type) != key.Name)) properties[key.Name] = Value(key);
            var types = new JsonArray("object", "null");
            if (Forms.HasShortForm(type)) types.Add("string");
            Definitions[name] = new JsonObject { ["type"] = types, ["additionalProperties"] = false, ["properties"] = properties };
        }

        return new JsonObject { ["$ref"] = $"#/$defs/{name}" };
    }

    private JsonObject Value(RecordKey key)
    {
        if (RecordShape.ItemOf(key.Type) is { } item)
        {
            var one = RecordShape.IsRecord(item) ? Record(item) : Text(item);
            if (Forms.NameKey(item) is not null) return new JsonObject { ["type"] = new JsonArray("object", "null"), ["additionalProperties"] = one };
            // One value is a list of one.
            return new JsonObject { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = new JsonArray("array", "null"), ["items"] = one }, one.DeepClone()) };
        }

        if (RecordShape.IsRecord(key.Type)) return Record(key.Type);
        var value = Text(key.Type);
        if (value["type"] is JsonValue kind && (key.Default is null || key.CanBeSwitchedOff)) value["type"] = new JsonArray(kind.DeepClone(), "null");
        if (key.Default is TimeSpan duration) value["default"] = DurationText.Format(duration);
        return value;
    }

    private static JsonObject Text(Type type) => Forms.TextOf(type) is not null
        ? new JsonObject { ["type"] = "string" }
        : JsonSchema.Of(new Setting { Key = "", Type = type, Kind = Setting.KindOf(type), Description = "" });
}
