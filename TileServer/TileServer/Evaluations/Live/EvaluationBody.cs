using System.Text.Json;
using GeoCore.Evaluation.Inputs;
using TileServer.Http;

namespace TileServer.Evaluations.Live;

/// <summary>Reads the queries of a request: a JSON array, an object with <c>queries</c>, or an object a line (NDJSON), of which a few hundred are in memory at a time.</summary>
internal static class EvaluationBody
{
    private const int LinesTogether = 256;

    private static readonly JsonDocumentOptions s_strict = new() { MaxDepth = 8 };

    /// <summary>Reads the queries.</summary>
    /// <exception cref="InputException">A query is none; the message names the field.</exception>
    internal static async Task<(IReadOnlyList<BodyQuery> Queries, Problem? Problem)> ReadAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        var type = TypeOf(request);
        var queries = new List<BodyQuery>();
        try
        {
            if (type is null or "application/json")
            {
                using var document = await JsonDocument.ParseAsync(request.Body, s_strict, cancellationToken);
                var root = document.RootElement;
                if (root.ValueKind == JsonValueKind.Object && root.TryGetProperty("queries", out var inner))
                    root = inner;
                if (root.ValueKind != JsonValueKind.Array)
                    return ([], Invalid("queries", "an array of queries"));
                foreach (var element in root.EnumerateArray())
                {
                    queries.Add(Query(element, queries.Count));
                }
            }
            else
            {
                return ([], new Problem(ProblemKinds.UnsupportedMediaType) { Detail = "Expected application/json or application/x-ndjson." });
            }
        }
        catch (JsonException fault)
        {
            return ([], new Problem(ProblemKinds.BadRequest) { Detail = $"The body is not JSON: {fault.Message}" });
        }
        catch (BodyException fault)
        {
            return ([], Invalid(fault.Path, fault.Message));
        }

        return queries.Count > 0 ? (queries, null) : ([], Invalid("queries", "at least one query"));
    }

    /// <summary>Whether a request brings a query a line.</summary>
    internal static bool IsLines(HttpRequest request) => TypeOf(request) is "application/x-ndjson" or "application/jsonl" or "application/json-lines";

    /// <summary>Reads queries line by line and hands them on in parts.</summary>
    /// <param name="request">With a query a line.</param>
    /// <param name="longestLine">Bytes.</param>
    /// <param name="take">Receives parts in their order; a problem ends the reading.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>What is wrong, or null.</returns>
    internal static async Task<Problem?> ReadLinesAsync(
        HttpRequest request, long longestLine, Func<IReadOnlyList<BodyQuery>, Task<Problem?>> take, CancellationToken cancellationToken)
    {
        var part = new List<BodyQuery>(LinesTogether);
        var count = 0;
        try
        {
            await foreach (var line in BodyLines.ReadAsync(request.Body, longestLine, cancellationToken))
            {
                using var document = JsonDocument.Parse(line, s_strict);
                part.Add(Query(document.RootElement, count++));
                if (part.Count == LinesTogether)
                {
                    if (await take(part) is { } problem)
                        return problem;
                    part.Clear();
                }
            }
        }
        catch (JsonException fault)
        {
            return new Problem(ProblemKinds.BadRequest) { Detail = $"Line {count + 1} of the queries is not JSON: {fault.Message}" };
        }
        catch (BodyException fault)
        {
            return Invalid(fault.Path, fault.Message);
        }
        catch (LineTooLongException)
        {
            return Invalid($"queries[{count}]", $"a line of at most {longestLine} bytes");
        }

        return count == 0 ? Invalid("queries", "at least one query") : part.Count > 0 ? await take(part) : null;
    }

    private static string? TypeOf(HttpRequest request) => request.ContentType?.Split(';')[0].Trim().ToLowerInvariant();

    private static Problem Invalid(string field, string expected) => Problem.InvalidParameter(field, null, expected);

    private static BodyQuery Query(JsonElement element, int index)
    {
        var path = $"queries[{index}]";
        if (element.ValueKind != JsonValueKind.Object)
            throw new BodyException(path, "an object");
        var name = Text(element, "query", path) ?? throw new BodyException(path + ".query", "the name of the query");
        var latitude = Number(element, "lat", path, -90, 90, "degrees of latitude, −90 to 90");
        var longitude = Number(element, "lon", path, -180, 360, "degrees of longitude, −180 to 360");
        var cell = Text(element, "cell", path);
        if ((latitude is null || longitude is null) && (cell is null || latitude is not null || longitude is not null))
            throw new BodyException(path + (latitude is null ? ".lat" : ".lon"), "the place of the truth, or its cell");
        var weight = Number(element, "weight", path, double.Epsilon, double.MaxValue, "a number above 0") ?? 1;
        return new BodyQuery(
            new Truth(index, name, longitude > 180 ? longitude.Value - 360 : longitude ?? double.NaN, latitude ?? double.NaN, weight, cell, Strata(element, path)),
            element.TryGetProperty("places", out var places) ? Places(places, path + ".places") : null,
            element.TryGetProperty("cells", out var cells) ? Cells(cells, path + ".cells") : null);
    }

    private static List<string> Strata(JsonElement element, string path)
    {
        if (!element.TryGetProperty("strata", out var strata))
            return [];
        if (strata.ValueKind != JsonValueKind.Object)
            throw new BodyException(path + ".strata", "an object of names and texts");
        return [.. strata.EnumerateObject().Select(stratum => stratum.Value.ValueKind == JsonValueKind.String && stratum.Name.Length > 0 && !stratum.Name.Contains('=', StringComparison.Ordinal)
            ? $"{stratum.Name}={stratum.Value.GetString()}"
            : throw new BodyException($"{path}.strata", "an object of names and texts"))];
    }

    private static List<(double, double, double)> Places(JsonElement array, string path)
    {
        var places = new List<(double, double, double)>();
        foreach (var element in Items(array, path))
        {
            var at = $"{path}[{places.Count}]";
            if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is not (2 or 3))
                throw new BodyException(at, "[lon, lat] or [lon, lat, score]");
            places.Add((
                Item(element, 0, at, -180, 360, "degrees of longitude, −180 to 360"), Item(element, 1, at, -90, 90, "degrees of latitude, −90 to 90"),
                element.GetArrayLength() == 3 ? Item(element, 2, at, double.MinValue, double.MaxValue, "a finite score") : 1));
        }

        return places;
    }

    private static List<(string, double, double)> Cells(JsonElement array, string path)
    {
        var cells = new List<(string, double, double)>();
        foreach (var element in Items(array, path))
        {
            var at = $"{path}[{cells.Count}]";
            if (element.ValueKind != JsonValueKind.Array || element.GetArrayLength() is not (2 or 3))
                throw new BodyException(at, "[id, score] or [id, score, area in km²]");
            var id = element[0].ValueKind switch
            {
                JsonValueKind.String => element[0].GetString()!,
                JsonValueKind.Number => element[0].GetRawText(),
                _ => throw new BodyException(at + "[0]", "an id as text or number"),
            };
            cells.Add((
                id, Item(element, 1, at, double.MinValue, double.MaxValue, "a finite score"),
                element.GetArrayLength() == 3 ? Item(element, 2, at, 0, 1e9, "an area in km², not negative") : double.NaN));
        }

        return cells;
    }

    private static JsonElement.ArrayEnumerator Items(JsonElement array, string path) =>
        array.ValueKind == JsonValueKind.Array ? array.EnumerateArray() : throw new BodyException(path, "an array");

    private static double Item(JsonElement array, int index, string path, double least, double most, string expected) =>
        array[index].ValueKind == JsonValueKind.Number && array[index].TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw new BodyException($"{path}[{index}]", expected);

    private static double? Number(JsonElement element, string name, string path, double least, double most, string expected)
    {
        if (!element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var number) && number >= least && number <= most
            ? number
            : throw new BodyException($"{path}.{name}", expected);
    }

    private static string? Text(JsonElement element, string name, string path)
    {
        if (!element.TryGetProperty(name, out var value))
            return null;
        return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : throw new BodyException($"{path}.{name}", "a text");
    }

    /// <summary>A field that cannot be used; the message says what would have done.</summary>
    private sealed class BodyException(string path, string expected) : Exception(expected)
    {
        internal string Path => path;
    }
}
