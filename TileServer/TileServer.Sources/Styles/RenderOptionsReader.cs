using System.Collections.Frozen;
using System.Globalization;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Raster.Expressions;
using GeoCore.Raster.Terrain;

namespace TileServer.Sources.Styles;

/// <summary>Reads options from request parameters: the one place that knows their names, forms and limits.</summary>
public static class RenderOptionsReader
{
    private const int MostBands = 64;

    /// <summary>Metres or feet; what is higher is no height.</summary>
    private const double LargestHeight = 100_000;

    private static readonly FrozenDictionary<string, Func<RenderOptions, string, RenderOptions>> s_readers =
        new Dictionary<string, Func<RenderOptions, string, RenderOptions>>
        {
            ["alg.altitude"] = (options, text) => options with { Terrain = options.Terrain with { Altitude = Between("alg.altitude", text, 0, 90) } },
            ["alg.azimuth"] = (options, text) => options with { Terrain = options.Terrain with { Azimuth = Between("alg.azimuth", text, 0, 360) } },
            ["alg.base"] = (options, text) => options with { Terrain = options.Terrain with { Base = Between("alg.base", text, -LargestHeight, LargestHeight) } },
            ["alg.interval"] = (options, text) => options with { Terrain = options.Terrain with { Interval = Between("alg.interval", text, 1 / LargestHeight, LargestHeight) } },
            ["alg.nodata"] = (options, text) => options with { Terrain = options.Terrain with { NoDataHeight = Between("alg.nodata", text, -LargestHeight, LargestHeight) } },
            ["alg.unit"] = (options, text) => options with { Terrain = options.Terrain with { IsPercent = Word("alg.unit", text, "degree", "percent") == "percent" } },
            ["alg.z"] = (options, text) => options with { Terrain = options.Terrain with { Exaggeration = Between("alg.z", text, 0.001, 1000) } },
            ["algorithm"] = (options, text) => options with { Algorithm = Named("algorithm", text, Enum.GetValues<TerrainAlgorithm>(), NameOf) },
            ["bgcolor"] = (options, text) => options with { Background = Color(text) },
            ["bidx"] = (options, text) => options with { Bands = Bands(text) },
            ["class"] = (options, text) => options with { Class = Finite("class", text) },
            ["colormap"] = (options, text) => options with { Colormap = ColormapText.Normalize(text) },
            ["exact"] = (options, text) => options with { Exact = Flag("exact", text) },
            ["expression"] = (options, text) => options with { Expression = Expression(text) },
            ["gamma"] = (options, text) => options with { Gamma = Between("gamma", text, 0.1, 10) },
            ["nodata"] = (options, text) => options with { NoData = text.Equals("nan", StringComparison.OrdinalIgnoreCase) ? double.NaN : Finite("nodata", text) },
            ["opacity"] = (options, text) => options with { Opacity = Between("opacity", text, 0, 1) },
            ["quantity"] = (options, text) => options with { Quantity = text },
            ["resampling"] = (options, text) => options with { Resampling = Named("resampling", text, Enum.GetValues<Resampling>(), NameOf) },
            ["rescale"] = (options, text) => options with { Rescale = Ranges(text) },
            ["scale"] = (options, text) => options with { Scale = Named("scale", text, Enum.GetValues<ScaleTransform>(), NameOf) },
            ["threshold"] = (options, text) => options with { Threshold = Finite("threshold", text) },
        }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Names of all rendering parameters.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_readers.Keys.Order(StringComparer.Ordinal)];

    /// <summary>Whether a parameter is about rendering.</summary>
    public static bool Knows(string name) => s_readers.ContainsKey(name);

    /// <summary>Reads one parameter.</summary>
    /// <param name="options">What was read before.</param>
    /// <param name="name">A name of <see cref="Names"/>.</param>
    /// <param name="values">Its text, decoded; <c>bidx</c> and <c>rescale</c> may come several times, the others count once (the last).</param>
    /// <returns>The options with the parameter; an empty text leaves it open.</returns>
    /// <exception cref="OptionException">The text cannot be read, or the parameter is not one of ours.</exception>
    public static RenderOptions Read(RenderOptions options, string name, params IReadOnlyList<string?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        if (!s_readers.TryGetValue(name, out var read))
            throw new OptionException(name, null, $"one of {string.Join(", ", Names)}");
        var text = name is "bidx" or "rescale" ? string.Join(',', values.Where(value => !string.IsNullOrEmpty(value))) : values[^1];
        return string.IsNullOrEmpty(text) ? options : read(options, text);
    }

    /// <summary>Reads <see cref="RenderOptions.CanonicalText"/>.</summary>
    /// <exception cref="OptionException">The text is not one.</exception>
    public static RenderOptions ReadCanonical(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var options = RenderOptions.Default;
        foreach (var pair in text.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals < 0)
                throw new OptionException(pair, null, "name=value");
            options = Read(options, pair[..equals], Uri.UnescapeDataString(pair[(equals + 1)..]));
        }

        return options;
    }

    /// <summary>The name of a resampling in requests.</summary>
    public static string NameOf(Resampling resampling) => resampling switch
    {
        Resampling.Nearest => "nearest",
        Resampling.Bilinear => "bilinear",
        Resampling.Cubic => "cubic",
        Resampling.Lanczos => "lanczos",
        Resampling.Average => "average",
        Resampling.Mode => "mode",
        _ => throw new ArgumentOutOfRangeException(nameof(resampling), resampling, "This resampling has no name."),
    };

    /// <summary>The name of a transform in requests.</summary>
    public static string NameOf(ScaleTransform transform) => transform switch
    {
        ScaleTransform.Linear => "linear",
        ScaleTransform.Logarithm => "log",
        ScaleTransform.SquareRoot => "sqrt",
        ScaleTransform.Quantile => "quantile",
        _ => throw new ArgumentOutOfRangeException(nameof(transform), transform, "This transform has no name."),
    };

    /// <summary>The name of an algorithm in requests.</summary>
    public static string NameOf(TerrainAlgorithm algorithm) => algorithm switch
    {
        TerrainAlgorithm.Hillshade => "hillshade",
        TerrainAlgorithm.Slope => "slope",
        TerrainAlgorithm.Contours => "contours",
        TerrainAlgorithm.TerrainRgb => "terrainrgb",
        TerrainAlgorithm.Terrarium => "terrarium",
        _ => throw new ArgumentOutOfRangeException(nameof(algorithm), algorithm, "This algorithm has no name."),
    };

    private static string Word(string name, string text, params string[] choices) =>
        choices.Contains(text) ? text : throw new OptionException(name, text, $"one of {string.Join(", ", choices)}");

    private static T Named<T>(string name, string text, T[] choices, Func<T, string> nameOf)
    {
        foreach (var choice in choices)
        {
            if (nameOf(choice).Equals(text, StringComparison.OrdinalIgnoreCase))
                return choice;
        }

        throw new OptionException(name, text, $"one of {string.Join(", ", choices.Select(nameOf))}");
    }

    private static BandExpression Expression(string text)
    {
        try
        {
            return BandExpression.Parse(text);
        }
        catch (ExpressionException fault)
        {
            throw new ExpressionOptionException(text, fault);
        }
    }

    private static uint Color(string text) =>
        PackedColor.TryParse(text, out var color) ? color : throw new OptionException("bgcolor", text, "a colour such as ffffff or 0a141eff");

    private static bool Flag(string name, string text) => text switch
    {
        "true" or "1" => true,
        "false" or "0" => false,
        _ => throw new OptionException(name, text, "true or false"),
    };

    private static double Between(string name, string text, double minimum, double maximum) =>
        TryFinite(text, out var number) && number >= minimum && number <= maximum
            ? number
            : throw new OptionException(name, text, $"{RenderOptionsText.Number(minimum)} to {RenderOptionsText.Number(maximum)}");

    private static double Finite(string name, string text) =>
        TryFinite(text, out var number) ? number : throw new OptionException(name, text, "a finite number");

    private static bool TryFinite(ReadOnlySpan<char> text, out double number)
    {
        var isNumber = double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
        number = number == 0 ? 0 : number;
        return isNumber;
    }

    private static int[] Bands(string text)
    {
        var parts = text.Split(',');
        var bands = new int[parts.Length];
        for (var i = 0; i < parts.Length; i++)
        {
            if (!int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out bands[i]) || bands[i] < 1 || parts.Length > MostBands)
                throw new OptionException("bidx", text, $"1 to {MostBands} band numbers from 1");
        }

        return bands;
    }

    private static ValueRange[] Ranges(string text)
    {
        const string expected = "min,max with min < max, once or for each band";
        var parts = text.Split(',');
        if (parts.Length % 2 != 0 || parts.Length > 2 * MostBands)
            throw new OptionException("rescale", text, expected);
        var ranges = new ValueRange[parts.Length / 2];
        for (var i = 0; i < ranges.Length; i++)
        {
            if (!TryFinite(parts[2 * i], out var minimum) || !TryFinite(parts[(2 * i) + 1], out var maximum) ||
                !(minimum < maximum) || !(maximum - minimum <= float.MaxValue))
                throw new OptionException("rescale", text, expected);
            ranges[i] = new ValueRange(minimum, maximum);
        }

        return ranges;
    }
}
