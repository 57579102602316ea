using System.Text.Json;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Regions of a GeoJSON file, in the order of their rank.</summary>
/// <remarks>
/// RFC 7946 (a feature or a collection of them, up to <see cref="LargestBytes"/>) or a feature a line as RFC 8142, which may be of any size; only rings are kept.
/// </remarks>
public sealed class RegionFile
{
    /// <summary>Bytes that a file of one object has at most.</summary>
    public const int LargestBytes = 1 << 28;

    private const string Rank = "rank";

    private readonly Dictionary<string, List<Ranked>> _byQuery = new(StringComparer.Ordinal);
    private readonly List<Ranked> _all = [];
    private readonly IReadOnlyList<string> _queryNames;

    private RegionFile(IReadOnlyList<string> queryNames) => _queryNames = queryNames;

    /// <summary>Queries that regions name.</summary>
    public IReadOnlyCollection<string> Queries => _byQuery.Keys;

    /// <summary>All regions by their rank.</summary>
    public IReadOnlyList<SphericalPolygon> All => InOrder(_all);

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="options">How the property of the query is named.</param>
    /// <exception cref="InputException">It is damaged, or a region is none.</exception>
    public static RegionFile Of(string path, MapOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var file = new RegionFile(options.Columns.NamesOf(ColumnRole.Query));
        using var stream = File.OpenRead(path);
        using var reader = new StreamReader(FileKinds.Decompressed(stream));
        var first = NextLine(reader, out var number);
        if (TryFeature(first))
        {
            for (var line = first; line is not null; line = NextLine(reader, out var skipped), number += skipped)
            {
                file.Add(path, $"line {number}: ", line);
            }
        }
        else
        {
            if (stream.Length > LargestBytes)
                throw new InputException($"{path}: one object may have {LargestBytes >> 20} MiB; write a feature a line instead.");
            var rest = reader.ReadToEnd();
            file.Add(path, "", rest.Length > 0 ? first + "\n" + rest : first!);
        }

        return file._all.Count > 0 ? file : throw new InputException($"{path}: there is no region in the file.");
    }

    /// <summary>The regions of a query by their rank; null where it has none.</summary>
    public IReadOnlyList<SphericalPolygon>? Of(string query) => _byQuery.TryGetValue(query, out var regions) ? InOrder(regions) : null;

    private static SphericalPolygon[] InOrder(List<Ranked> regions) => [.. regions.OrderBy(region => region.Rank).Select(region => region.Region)];

    private static string? NextLine(StreamReader reader, out int lines)
    {
        string? line;
        lines = 0;
        do
        {
            line = reader.ReadLine()?.Trim('\u001e', ' ', '\t');
            lines++;
        }
        while (line is { Length: 0 });
        return line;
    }

    /// <summary>Whether a line is a whole feature.</summary>
    private static bool TryFeature(string? line)
    {
        try
        {
            using var document = JsonDocument.Parse(line ?? "null");
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("type", out var type) && type.ValueEquals("Feature");
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private void Add(string path, string place, string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var root = document.RootElement;
            var isCollection = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("features", out _);
            var index = 0;
            JsonElement[] features = isCollection ? [.. root.GetProperty("features").EnumerateArray()] : [root];
            foreach (var feature in features)
            {
                place = isCollection ? $"feature {++index}: " : place;
                Add(feature);
            }
        }
        catch (JsonException fault)
        {
            throw new InputException($"{path}: {(place.Length > 0 ? place : $"line {fault.LineNumber + 1}: ")}this is no JSON.", fault);
        }
        catch (Exception fault) when (fault is InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw new InputException($"{path}: {place}this is no GeoJSON feature with a polygon.", fault);
        }
        catch (InputException fault)
        {
            throw new InputException($"{path}: {place}{fault.Message}", fault);
        }
    }

    private void Add(JsonElement feature)
    {
        var region = RegionGeometry.Read(feature.GetProperty("geometry"));
        var properties = feature.TryGetProperty("properties", out var found) && found.ValueKind == JsonValueKind.Object ? found : default;
        var rank = properties.ValueKind == JsonValueKind.Object && properties.TryGetProperty(Rank, out var number) ? number.GetDouble() : _all.Count;
        var ranked = new Ranked(rank, region);
        _all.Add(ranked);
        foreach (var name in properties.ValueKind == JsonValueKind.Object ? _queryNames : [])
        {
            if (!properties.TryGetProperty(name, out var query))
                continue;
            var key = query.ValueKind == JsonValueKind.String ? query.GetString()! : query.GetRawText();
            if (!_byQuery.TryGetValue(key, out var regions))
                _byQuery.Add(key, regions = []);
            regions.Add(ranked);
            break;
        }
    }

    private readonly record struct Ranked(double Rank, SphericalPolygon Region);
}
