using System.Collections.Concurrent;
using System.Globalization;
using GeoCore.Raster;
using GeoCore.Raster.Expressions;
using GeoCore.Tiling;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Sources.Layers;

/// <content>Planes that are computed from a layer's bands.</content>
public abstract partial class Layer
{
    /// <summary>Formulas whose statistics are remembered.</summary>
    private const int MostFormulas = 64;

    private static readonly PixelBufferPool s_operands = new(2 * Environment.ProcessorCount);

    private readonly ConcurrentDictionary<string, BandStatistics[]> _derivedStatistics = new();
    private readonly ConcurrentDictionary<string, float[]> _quantiles = new();

    /// <summary>The planes that a request gets: those of its algorithm or expression, else its bands.</summary>
    /// <param name="options">Bands or an expression.</param>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    public IReadOnlyList<LayerBand> PlanesOf(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Algorithm is { } algorithm)
            return TerrainPlanesOf(algorithm, options.Terrain, PlanesOf(HeightsOf(options))[0]);
        if (options.Expression is not { } expression)
            return SelectBands(options);
        SelectBands(OperandsOf(options, expression));
        return [.. expression.Planes.Select((text, index) => new LayerBand(index + 1, text, null, RasterDataType.Float32, null))];
    }

    /// <summary>How the planes of a request are shown where options leave it open: those of an expression over the 2nd to 98th percentile of a sample.</summary>
    /// <param name="options">Their bands, expression, quantity and class decide which style is meant.</param>
    /// <exception cref="OptionException">A band, quantity or class does not exist.</exception>
    /// <exception cref="SourceUnavailableException">The file is gone or damaged.</exception>
    public StyleDefaults DefaultsOf(RenderOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.Algorithm is { } algorithm)
            return TerrainDefaultsOf(algorithm, options);
        if (options.Expression is null)
            return GetStyleDefaults(options);
        var statistics = DerivedStatistics(options);
        return new StyleDefaults
        {
            Ranges = [.. statistics.Select(plane => plane.DefaultRange)],
            SmallestPositive = statistics is [var only] ? only.SmallestPositive : 0,
        };
    }

    /// <summary>Statistics of the planes of an expression, from a sample; the same for the same version of a layer.</summary>
    private BandStatistics[] DerivedStatistics(RenderOptions options)
    {
        // what is done with the values changes none of them
        var values = ValuesOf(options);
        var key = values.CanonicalText;
        if (_derivedStatistics.TryGetValue(key, out var known))
            return known;
        if (_derivedStatistics.Count >= MostFormulas)
            _derivedStatistics.Clear();
        return _derivedStatistics[key] = LayerSample.StatisticsOf(this, values);
    }

    /// <summary>Values that 0, 1/255, … 255/255 of a sample of a plane are no larger than; none where the sample has no value.</summary>
    /// <param name="options">One plane.</param>
    internal float[] QuantilesOf(RenderOptions options)
    {
        var values = ValuesOf(options) with { Bands = options.Bands, Algorithm = options.Algorithm, Terrain = options.Terrain };
        var key = values.CanonicalText;
        if (_quantiles.TryGetValue(key, out var known))
            return known;
        if (_quantiles.Count >= MostFormulas)
            _quantiles.Clear();
        return _quantiles[key] = LayerSample.QuantilesOf(this, values);
    }

    private static RenderOptions ValuesOf(RenderOptions options) => new()
    {
        Expression = options.Expression,
        Quantity = options.Quantity,
        Class = options.Class,
        NoData = options.NoData,
    };

    private void RenderExpression(PixelGrid grid, RenderOptions options, BandExpression expression, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        var inner = OperandsOf(options, expression);
        var bands = SelectBands(inner);
        var operands = s_operands.Rent(bands.Count, grid.Width, grid.Height);
        try
        {
            RenderValues(grid, inner, bands, operands, cancellationToken);
            expression.Evaluate(operands, values);
        }
        finally
        {
            s_operands.Return(operands);
        }
    }

    private PointValue QueryExpression(double longitude, double latitude, RenderOptions options, BandExpression expression)
    {
        var planes = PlanesOf(options);
        var inner = OperandsOf(options, expression);
        var bands = SelectBands(inner);
        var place = QueryPlace(longitude, latitude, inner, bands);
        PixelBuffer<float> operands = new(bands.Count, 1, 1), results = new(planes.Count, 1, 1);
        for (var i = 0; i < bands.Count; i++)
            operands.Values[i] = (float)(place.Values[i] ?? double.NaN);
        expression.Evaluate(operands, results);
        return place with
        {
            Bands = planes,
            Labels = new string?[planes.Count],
            Values = [.. results.Values.ToArray().Select(value => place.IsInside && float.IsFinite(value) ? value : (double?)null)],
        };
    }

    /// <summary>Asks for the bands of a formula, as they are: colours have nothing to do with them.</summary>
    private RenderOptions OperandsOf(RenderOptions options, BandExpression expression)
    {
        if (options.Bands.Count > 0)
            throw new OptionException("bidx", string.Join(',', options.Bands), "no bidx beside an expression, which names its bands");
        if (expression.Bands.Count == 0)
            throw new OptionException("expression", expression.Text, "a formula of at least one band");
        foreach (var number in expression.Bands)
        {
            if (Bands.All(band => band.Number != number))
                throw new OptionException("expression", expression.Text, string.Create(CultureInfo.InvariantCulture, $"bands of this layer, b1 to b{Bands.Count}"));
        }

        // a formula can make more of a difference between neighbours than any colour scale
        return options with { Expression = null, Bands = expression.Bands, Rescale = [], Scale = null, Colormap = null, Threshold = null, Exact = true };
    }
}
