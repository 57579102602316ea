using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace TileServer.Api;

/// <summary>Collects schemas of JSON types as OpenAPI 3.0 writes them.</summary>
internal sealed class ApiSchemas
{
    private const string Root = "#/components/schemas/";

    private readonly JsonObject _all = [];

    /// <summary>The schemas by name.</summary>
    internal JsonObject All => _all;

    /// <summary>A reference to the schema of a type.</summary>
    internal JsonObject Of(JsonTypeInfo type)
    {
        var name = NameOf(type.Type);
        if (!_all.ContainsKey(name))
        {
            var schema = JsonSchemaExporter.GetJsonSchemaAsNode(type, new JsonSchemaExporterOptions { TreatNullObliviousAsNonNullable = true });
            _all[name] = schema;
            Adapt(schema, name);
            Require(schema);
            (schema as JsonObject)?.Remove("nullable");
        }

        return new JsonObject { ["$ref"] = Root + name };
    }

    private static string NameOf(Type type)
    {
        var element = type.IsArray ? type.GetElementType()! : type;
        var name = element.Name.EndsWith("Document", StringComparison.Ordinal) ? element.Name[..^"Document".Length] : element.Name;
        return type.IsArray ? name + "List" : name;
    }

    /// <summary>OpenAPI 3.0 says <c>nullable</c> where JSON Schema lists a type more, references stay within the document, and what is null is not sent.</summary>
    private static void Adapt(JsonNode? node, string name)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Adapt(item, name);
            }
        }

        if (node is not JsonObject schema)
            return;
        foreach (var (_, child) in schema.ToList())
        {
            Adapt(child, name);
        }

        if (schema["$ref"] is JsonValue reference && reference.GetValue<string>() is var target && target.StartsWith('#') && !target.StartsWith(Root, StringComparison.Ordinal))
            schema["$ref"] = Root + name + target[1..];
        if (schema["type"] is JsonArray types)
        {
            string[] kinds = [.. types.Select(type => type!.GetValue<string>()).Where(type => type != "null")];
            schema["nullable"] = kinds.Length < types.Count ? true : null;
            schema["type"] = kinds[0];
        }

        if (schema.ContainsKey("nullable") && schema["nullable"] is null)
            schema.Remove("nullable");
    }

    /// <summary>What may be null is left out of answers, so it is not required.</summary>
    private void Require(JsonNode? node)
    {
        foreach (var child in node is JsonObject entries ? entries.Select(entry => entry.Value) : node as JsonArray ?? [])
        {
            Require(child);
        }

        if (node is not JsonObject schema || schema["required"] is not JsonArray required || schema["properties"] is not JsonObject properties)
            return;
        string[] kept = [.. required.Select(item => item!.GetValue<string>()).Where(item => !IsNullable(properties[item]))];
        schema.Remove("required");
        if (kept.Length > 0)
            schema["required"] = new JsonArray([.. kept.Select(item => (JsonNode)item)]);
    }

    private bool IsNullable(JsonNode? schema)
    {
        if (schema is not JsonObject entries || entries["$ref"] is not { } reference)
            return schema?["nullable"] is not null;
        JsonNode? target = _all;
        foreach (var word in reference.GetValue<string>()[Root.Length..].Split('/'))
        {
            target = target is JsonArray items ? items[int.Parse(word, CultureInfo.InvariantCulture)] : target?[word];
        }

        return IsNullable(target);
    }
}
