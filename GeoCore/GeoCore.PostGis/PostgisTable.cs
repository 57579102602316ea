using System.Text.Json;
using System.Text.Json.Serialization;
using GeoCore.Features;

namespace GeoCore.PostGis;

/// <summary>A table of a PostGIS database, as a small file names it. The connection is named and never written: it stands in an environment variable.</summary>
/// <param name="Table">Name, perhaps behind that of its schema: <c>public.places</c>.</param>
public sealed record PostgisTable(string Table)
{
    /// <summary>Environment variable of the connection where a file names none.</summary>
    public const string UsualVariable = "GEOSUITE_POSTGIS";

    /// <summary>End of the names of such files.</summary>
    public const string FileEnding = ".postgis.json";

    /// <summary>Column of the geometry; the first of the table without this.</summary>
    public string? Geometry { get; init; }

    /// <summary>Column of whole numbers that identify rows; the primary key without this.</summary>
    public string? Id { get; init; }

    /// <summary>Environment variable that holds the connection.</summary>
    public string Connection { get; init; } = UsualVariable;

    /// <summary>Schema of the table.</summary>
    [JsonIgnore]
    public string Schema => Table.Contains('.', StringComparison.Ordinal) ? Table[..Table.IndexOf('.', StringComparison.Ordinal)] : "public";

    /// <summary>Name of the table in its schema.</summary>
    [JsonIgnore]
    public string Name => Table[(Table.IndexOf('.', StringComparison.Ordinal) + 1)..];

    /// <summary>Reads a file.</summary>
    /// <exception cref="FeatureException">It is none.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static PostgisTable Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize(File.ReadAllBytes(path), PostgisJson.Default.PostgisTable) is { Table.Length: > 0 } table
                ? table : throw new FeatureException($"{path}: 'table' is missing.");
        }
        catch (JsonException fault)
        {
            throw new FeatureException($"{path}: it is no JSON of the right shape: {fault.Message}", fault);
        }
    }

    /// <summary>What the environment says of the connection.</summary>
    /// <exception cref="FeatureException">It says nothing; the message names the variable and not its value.</exception>
    internal string ConnectionString() => Environment.GetEnvironmentVariable(Connection) is { Length: > 0 } text
        ? text : throw new FeatureException($"The environment variable {Connection} holds no connection to a database.");
}

/// <summary>JSON of files that name tables.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
[JsonSerializable(typeof(PostgisTable))]
internal sealed partial class PostgisJson : JsonSerializerContext;
