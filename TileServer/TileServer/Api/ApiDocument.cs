using System.Globalization;
using System.Text.Json.Nodes;
using TileServer.Http;

namespace TileServer.Api;

/// <summary>Writes the description of all addresses as OpenAPI 3.0.3.</summary>
internal static class ApiDocument
{
    /// <summary>Media type of the document, as OGC API asks for it.</summary>
    internal const string MediaType = "application/vnd.oai.openapi+json;version=3.0";

    /// <summary>The document.</summary>
    /// <param name="server">Address of the server.</param>
    internal static JsonObject Of(string server)
    {
        var schemas = new ApiSchemas();
        var paths = new JsonObject();
        foreach (var group in ApiOperations.All.GroupBy(operation => operation.Path))
        {
            var path = new JsonObject();
            foreach (var operation in group)
            {
                path[operation.Method.ToLowerInvariant()] = Operation(operation, schemas);
            }

            paths[group.Key] = path;
        }

        return new JsonObject
        {
            ["openapi"] = "3.0.3",
            ["info"] = new JsonObject { ["title"] = "GeoSuite", ["description"] = "Map tiles of rasters and trained models, places of pictures, and evaluations.", ["version"] = Answers.ServerVersion },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = server }),
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = schemas.All, ["parameters"] = Shared() },
        };
    }

    private static JsonObject Shared()
    {
        var shared = new JsonObject();
        foreach (var parameter in ApiOperations.All.SelectMany(operation => operation.Parameters).Where(parameter => parameter.IsShared).DistinctBy(parameter => parameter.Name))
        {
            shared[parameter.Name] = Parameter(parameter, "");
        }

        return shared;
    }

    private static JsonObject Operation(ApiOperation operation, ApiSchemas schemas)
    {
        var written = new JsonObject
        {
            ["operationId"] = operation.Id ?? NameOf(operation),
            ["tags"] = new JsonArray(operation.Tag),
            ["summary"] = operation.Summary,
        };
        if (operation.Parameters.Count > 0)
            written["parameters"] = new JsonArray([.. operation.Parameters.Select(parameter => parameter.IsShared ? new JsonObject { ["$ref"] = $"#/components/parameters/{parameter.Name}" } : Parameter(parameter, operation.Path))]);
        if (operation.Bodies.Count > 0)
        {
            var content = new JsonObject();
            foreach (var body in operation.Bodies)
            {
                content[body.MediaType] = Body(body);
            }

            written["requestBody"] = new JsonObject { ["required"] = true, ["content"] = content };
        }

        var answers = new JsonObject();
        foreach (var group in operation.Answers.GroupBy(answer => answer.Status))
        {
            answers[Text(group.Key)] = Answer([.. group], schemas);
        }

        foreach (var status in operation.Problems)
        {
            answers[Text(status)] = new JsonObject
            {
                ["description"] = ProblemKinds.OfStatus(status).Title,
                ["content"] = new JsonObject { [Problem.MediaType] = new JsonObject { ["schema"] = schemas.Of(ProblemJson.Default.ProblemDocument) } },
            };
        }

        written["responses"] = answers;
        return written;
    }

    private static JsonObject Parameter(ApiParameter parameter, string path)
    {
        var isInPath = path.Contains($"{{{parameter.Name}}}", StringComparison.Ordinal);
        var schema = new JsonObject { ["type"] = parameter.Type };
        if (parameter.Maximum is { } maximum)
            (schema["minimum"], schema["maximum"]) = (1, maximum);
        if (parameter.Default is { } usual)
            schema["default"] = usual;
        if (parameter.Choices is { } choices)
            schema["enum"] = new JsonArray([.. choices.Select(choice => (JsonNode)choice)]);
        var written = new JsonObject { ["name"] = parameter.Name, ["in"] = isInPath ? "path" : "query", ["required"] = isInPath, ["description"] = parameter.Description, ["schema"] = schema };
        if (parameter.Example is { } example)
            written["example"] = parameter.Type == "string" ? example : JsonNode.Parse(example);
        return written;
    }

    private static JsonObject Body(ApiBody body)
    {
        if (body.MediaType == "multipart/form-data")
        {
            var fields = new JsonObject();
            var example = JsonNode.Parse(body.Example)!.AsObject();
            foreach (var (name, _) in example)
            {
                fields[name] = new JsonObject { ["type"] = "string" };
                if (body.Files.Contains(name))
                    fields[name]!["format"] = "binary";
            }

            return new JsonObject { ["schema"] = new JsonObject { ["type"] = "object", ["properties"] = fields }, ["example"] = example };
        }

        var isJson = body.MediaType == "application/json";
        var node = isJson ? JsonNode.Parse(body.Example) : null;
        return new JsonObject { ["schema"] = new JsonObject { ["type"] = !isJson ? "string" : node is JsonArray ? "array" : "object", ["items"] = node is JsonArray ? new JsonObject() : null }.WithoutNull(), ["example"] = isJson ? node : body.Example };
    }

    private static JsonObject WithoutNull(this JsonObject node)
    {
        foreach (var (name, _) in node.Where(entry => entry.Value is null).ToList())
        {
            node.Remove(name);
        }

        return node;
    }

    private static JsonObject Answer(IReadOnlyList<ApiAnswer> answers, ApiSchemas schemas)
    {
        var content = new JsonObject();
        foreach (var answer in answers.Where(answer => answer.MediaType is not null))
        {
            // OpenAPI 3.0 has no way to say that one of several schemas stands for one media type but oneOf
            var schema = answer.Schema is { } type ? schemas.Of(type) : new JsonObject { ["type"] = answer.MediaType!.Contains("json", StringComparison.Ordinal) ? "object" : "string" };
            if (content[answer.MediaType!] is JsonObject known)
                known["schema"] = new JsonObject { ["oneOf"] = new JsonArray(known["schema"]!.DeepClone(), schema) };
            else
                content[answer.MediaType!] = new JsonObject { ["schema"] = schema };
        }

        var written = new JsonObject { ["description"] = string.Join("; ", answers.Select(answer => answer.Description).Distinct()) };
        if (content.Count > 0)
            written["content"] = content;
        return written;
    }

    private static string NameOf(ApiOperation operation) =>
        operation.Method.ToLowerInvariant() + string.Concat(operation.Path.Split(['/', '{', '}', '.', '*'], StringSplitOptions.RemoveEmptyEntries).Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);
}
