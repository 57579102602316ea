using System.Globalization;
using System.Text.Json;
using GeoCore.Encoding.Positional;

namespace Learners.LocationEncoding.Experiments;

/// <summary>The hyper-parameters that the paper's authors found for every encoder and network, as settings of the location encoder.</summary>
/// <remarks>
/// From the configuration file of the reference code of arXiv 2310.06743, at full precision; of keys that occur twice there the last one
/// counts, as its reader takes them. The file has no row for DFS, see <see cref="DfsSettings"/>.
/// </remarks>
public static class HyperParameterTable
{
    private const string Resource = "Learners.LocationEncoding.hparams.json";
    private static readonly JsonElement s_table = Read();
    private static readonly Dictionary<string, string> s_dataSets = new(StringComparer.Ordinal)
    {
        ["checkerboard"] = "checkerboard",
        ["land-ocean"] = "landoceandataset",
        ["inat2018"] = "inat2018",
    };

    /// <summary>Encoders with rows, from the plainest to spherical harmonics.</summary>
    public static IReadOnlyList<string> Encoders { get; } = [.. PositionalEncodings.Names.Where(name => name != PositionalEncodings.Dfs)];

    /// <summary>Networks with columns.</summary>
    public static IReadOnlyList<string> Networks { get; } = ["linear", "fcnet", "siren"];

    /// <summary>Encoder, network, learning rate and weight decay of a row.</summary>
    /// <param name="data"><c>checkerboard</c>, <c>land-ocean</c> or <c>inat2018</c>.</param>
    /// <param name="encoder">One of <see cref="Encoders"/>; multi-scale ones in the reference variant, whose radii are degrees.</param>
    /// <param name="network">One of <see cref="Networks"/>.</param>
    /// <returns>Settings by parameter name; a fresh dictionary.</returns>
    /// <exception cref="KeyNotFoundException">There is no such row.</exception>
    public static Dictionary<string, string> Row(string data, string encoder, string network)
    {
        if (!s_dataSets.TryGetValue(data, out var block) || !s_table.GetProperty(block).TryGetProperty($"{encoder}-{network}", out var row))
        {
            throw new KeyNotFoundException($"there is no row for {encoder} and {network} on '{data}'");
        }

        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["encoder"] = encoder,
            ["network"] = network,
            ["learning-rate"] = Text(row.GetProperty("optimizer").GetProperty("lr")),
            ["weight-decay"] = Text(row.GetProperty("optimizer").GetProperty("wd")),
        };
        Take("legendre_polys", "degrees");
        Take("dim_hidden", "hidden-width");
        Take("num_layers", "layers");
        Take("frequency_num", "scales");
        Take("min_radius", "minimum-radius");
        if (encoder == PositionalEncodings.Direct || settings.ContainsKey("minimum-radius"))
        {
            settings["variant"] = "reference";
        }

        if (settings.ContainsKey("minimum-radius"))
        {
            settings["maximum-radius"] = row.TryGetProperty("max_radius", out var given) ? Text(given) : "360";
        }

        return settings;

        void Take(string key, string name)
        {
            if (row.TryGetProperty(key, out var value))
            {
                settings[name] = Text(value);
            }
        }
    }

    private static string Text(JsonElement number) => number.GetDouble().ToString("R", CultureInfo.InvariantCulture);

    private static JsonElement Read()
    {
        using var stream = typeof(HyperParameterTable).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"the resource {Resource} is missing");
        using var document = JsonDocument.Parse(stream);
        return document.RootElement.Clone();
    }
}
