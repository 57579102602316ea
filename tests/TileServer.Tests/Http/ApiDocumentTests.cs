using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Routing;

namespace TileServer.Tests.Http;

public sealed class ApiDocumentTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-api-document-");
    private LiveServer _server = null!;
    private JsonObject _document = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _server = await LiveServer.StartAsync(options => options.EvaluationFolder = Path.Combine(_folder.FullName, "state"), []);
        using var answer = await _server.GetAsync("/api");
        Assert.Equal("application/vnd.oai.openapi+json", answer.Content.Headers.ContentType!.MediaType);
        _document = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsObject();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Every_route_is_described_and_nothing_else()
    {
        string[] unlike = ["/viewer/{**file}", "/lib/{**file}", "/training/{**rest}"];
        var routes = _server.Endpoints.OfType<RouteEndpoint>().Where(route => !unlike.Contains(route.RoutePattern.RawText))
            .SelectMany(route => route.Metadata.GetRequiredMetadata<IHttpMethodMetadata>().HttpMethods.Where(method => method != "HEAD").Select(method => $"{method} {route.RoutePattern.RawText}"));
        var described = _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => $"{operation.Key.ToUpperInvariant()} {path.Key}"));
        Assert.Equal(routes.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_document_keeps_the_rules_of_openapi()
    {
        Assert.Equal("3.0.3", _document["openapi"]!.GetValue<string>());
        var operations = _document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (Path: path.Key, Operation: operation.Value!))).ToList();
        Assert.Distinct(operations.Select(operation => operation.Operation["operationId"]!.GetValue<string>()));
        foreach (var (path, operation) in operations)
        {
            var parameters = (operation["parameters"] as JsonArray ?? []).Select(parameter => parameter!["$ref"] is { } shared ? Resolve(shared.GetValue<string>()) : parameter).Select(parameter => (In: parameter!["in"]!.GetValue<string>(), Name: parameter["name"]!.GetValue<string>())).ToList();
            Assert.Distinct(parameters);
            var inPath = path.Split('{').Skip(1).Select(part => part.Split('}')[0]);
            Assert.Equal(inPath.Order(StringComparer.Ordinal), parameters.Where(parameter => parameter.In == "path").Select(parameter => parameter.Name).Order(StringComparer.Ordinal));
        }

        foreach (var reference in References(_document))
            Assert.NotNull(Resolve(reference));
    }

    [Fact]
    public async Task Every_example_of_evaluations_is_answered_as_described()
    {
        var paths = _document["paths"]!.AsObject().Where(path => path.Key.StartsWith("/evaluations", StringComparison.Ordinal)).ToDictionary();
        foreach (var mediaType in new[] { "application/json", "application/x-ndjson", "multipart/form-data" })
        {
            var create = paths["/evaluations"]!["post"]!;
            using var created = await SendAsync("POST", "/evaluations" + ExampleQuery(create), create, mediaType);
            var address = created.Headers.Location!.ToString();
            foreach (var (path, operations) in paths.Where(path => path.Key != "/evaluations"))
            {
                var isOfFiles = mediaType == "multipart/form-data";
                foreach (var (method, operation) in operations!.AsObject().Where(operation => operation.Key != "delete"))
                {
                    // more queries are for evaluations of queries, and events for those of files
                    if (isOfFiles ? method == "post" : path.EndsWith("/events", StringComparison.Ordinal))
                        continue;
                    foreach (var format in path.Contains("{format}", StringComparison.Ordinal) ? Choices(operation!, "format") : [""])
                    {
                        var target = path.Replace("/evaluations/{id}", address, StringComparison.Ordinal).Replace("{format}", format, StringComparison.Ordinal);
                        using var answer = await SendAsync(method.ToUpperInvariant(), target + ExampleQuery(operation!), operation!, method == "post" ? mediaType : null);
                    }
                }
            }

            using var deleted = await SendAsync("DELETE", address, paths["/evaluations/{id}"]!["delete"]!, null);
            using var missing = await SendAsync("GET", address, paths["/evaluations/{id}"]!["get"]!, null);
            Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.NotFound), (deleted.StatusCode, missing.StatusCode));
        }
    }

    /// <summary>Sends an example and compares status, type and content of the answer with the description.</summary>
    private async Task<HttpResponseMessage> SendAsync(string method, string target, JsonNode operation, string? mediaType)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), target);
        if (mediaType is not null)
        {
            var body = operation["requestBody"]!["content"]![mediaType]!;
            request.Content = mediaType == "multipart/form-data" ? FormOf(body) : new StringContent(body["example"] is JsonValue text ? text.GetValue<string>() : body["example"]!.ToJsonString(), Encoding.UTF8, mediaType);
        }

        var answer = await _server.Client.SendAsync(request, Cancellation);
        var content = await answer.Content.ReadAsStringAsync(Cancellation);
        var described = operation["responses"]![((int)answer.StatusCode).ToString(System.Globalization.CultureInfo.InvariantCulture)];
        Assert.True(described is not null, $"{method} {target}: {answer.StatusCode} {content}");
        if (described["content"] is not JsonObject types)
            return answer;
        var type = answer.Content.Headers.ContentType!.MediaType!;
        Assert.True(types.ContainsKey(type), $"{method} {target}: {type}");
        if (type.Contains("json", StringComparison.Ordinal))
            Assert.True(Fits(JsonNode.Parse(content), types[type]!["schema"]!, out var fault), $"{method} {target}: {fault}");
        return answer;
    }

    private static MultipartFormDataContent FormOf(JsonNode body)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in body["example"]!.AsObject())
        {
            if (body["schema"]!["properties"]![name]!["format"]?.GetValue<string>() == "binary")
                form.Add(new StringContent(value!.GetValue<string>()), name, name + ".csv");
            else
                form.Add(new StringContent(value!.GetValue<string>()), name);
        }

        return form;
    }

    private static string ExampleQuery(JsonNode operation)
    {
        var given = (operation["parameters"] as JsonArray ?? []).Where(parameter => parameter!["in"]!.GetValue<string>() == "query" && parameter["example"] is not null);
        return "?" + string.Join('&', given.Select(parameter => $"{parameter!["name"]}={Uri.EscapeDataString(parameter["example"]!.ToString())}"));
    }

    private static IEnumerable<string> Choices(JsonNode operation, string name) =>
        operation["parameters"]!.AsArray().Single(parameter => parameter!["name"]!.GetValue<string>() == name)!["schema"]!["enum"]!.AsArray().Select(choice => choice!.GetValue<string>());

    /// <summary>The part of JSON Schema that the document uses.</summary>
    private bool Fits(JsonNode? value, JsonNode schema, out string fault)
    {
        fault = $"{Short(value)} does not fit {Short(schema)}";
        if (schema["$ref"] is { } reference)
            return Fits(value, Resolve(reference.GetValue<string>())!, out fault);
        if (schema["oneOf"] is JsonArray choices)
        {
            var faults = new List<string>();
            foreach (var choice in choices)
            {
                if (Fits(value, choice!, out var one))
                    return true;
                faults.Add(one);
            }

            fault = string.Join("; or ", faults);
            return false;
        }
        if (value is null)
            return schema["nullable"]?.GetValue<bool>() == true;
        switch (schema["type"]?.GetValue<string>())
        {
            case "object":
                if (value is not JsonObject entries)
                    return false;
                foreach (var required in schema["required"] as JsonArray ?? [])
                {
                    if (!entries.ContainsKey(required!.GetValue<string>()))
                        return false;
                }

                if (schema["properties"] is not JsonObject properties)
                    return true;
                foreach (var (name, child) in entries)
                {
                    if (properties[name] is not { } property || !Fits(child, property, out fault))
                        return false;
                }

                return true;
            case "array":
                foreach (var item in value as JsonArray ?? [null])
                {
                    if (!Fits(item, schema["items"]!, out fault))
                        return false;
                }

                return value is JsonArray;
            case var kind:
                return kind is null || value.GetValueKind() switch
                {
                    System.Text.Json.JsonValueKind.String => kind == "string",
                    System.Text.Json.JsonValueKind.Number => kind is "number" || (kind == "integer" && value.AsValue().TryGetValue<long>(out _)),
                    _ => kind == "boolean",
                };
        }
    }

    private static string Short(JsonNode? node) => node?.ToJsonString() is { Length: > 150 } text ? text[..150] + "…" : node?.ToJsonString() ?? "null";

    private static IEnumerable<string> References(JsonNode? node) => node switch
    {
        JsonObject entries => entries.SelectMany(entry => entry is { Key: "$ref", Value: JsonValue value } ? [value.GetValue<string>()] : References(entry.Value)),
        JsonArray items => items.SelectMany(References),
        _ => [],
    };

    private JsonNode? Resolve(string reference)
    {
        JsonNode? node = _document;
        foreach (var word in reference.Split('/').Skip(1))
            node = node is JsonArray items ? items[int.Parse(word, System.Globalization.CultureInfo.InvariantCulture)] : node?[word];
        return node;
    }
}
