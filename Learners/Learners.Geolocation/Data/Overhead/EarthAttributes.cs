using System.Globalization;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Rasters;
using GeoCore.Raster;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>Attributes of the real Earth for the cells of a grid, from models and rasters that come with the checkout.</summary>
/// <param name="home">Folder of the checkout.</param>
/// <param name="openRaster">Opens a raster file.</param>
internal sealed class EarthAttributes(string home, Func<string, IRasterSource> openRaster)
{
    /// <summary>Share of land in a window below which its land has no elevation.</summary>
    private const double LeastLand = 0.01;

    private static readonly double[] s_elevations = [100, 250, 450, 700, 1100, 1800, 3000];
    private static readonly double[] s_reliefs = [10, 30, 75, 150, 300, 600];
    private static readonly double[] s_shares = [5, 30, 60, 85, 97, 99.5];

    private readonly LocationEncoderArtifact _land = LocationEncoderArtifact.Load(Path.Combine(home, "Learners", "Published", "land"));

    /// <summary>Probability of land at places, by the published model of land.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal double[] Land(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, CancellationToken cancellationToken)
    {
        var logits = new float[longitudes.Length];
        _land.Encoder.Evaluate(longitudes, latitudes, logits, cancellationToken);
        return [.. logits.Select(logit => 1 / (1 + Math.Exp(-logit)))];
    }

    /// <summary>Probability of land at the centre of every cell.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal double[] Land(Grid grid, CancellationToken cancellationToken)
    {
        var (longitudes, latitudes) = Centres(grid);
        return Land(longitudes, latitudes, cancellationToken);
    }

    /// <summary>All attributes: at the centre of each cell, or of the window that a picture centred there shows.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="land">Share of land of each cell.</param>
    /// <param name="windowDegrees">Width of the window.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal IReadOnlyList<AttributeTable> Read(Grid grid, double[] land, double windowDegrees, CancellationToken cancellationToken)
    {
        var window = new CellWindow(grid, windowDegrees);
        double[] elevations = Means(grid, "elevation.tif", cancellationToken), people = Means(grid, "population.tif", cancellationToken);
        double[] ground = [.. elevations.Select(value => double.IsNaN(value) ? 0 : Math.Max(0, value))];
        return
        [
            Climate(grid, cancellationToken),
            new AttributeTable(
                "elevation", "Mean elevation of the land in the window", Labels(s_elevations, "m"),
                [.. window.Means(ground).Zip(window.Means(land), (height, share) => share < LeastLand ? -1 : Class(height / share, s_elevations))]),
            new AttributeTable("relief", "Standard deviation of elevation in the window", Labels(s_reliefs, "m"), [.. window.Deviations(ground).Select(value => Class(value, s_reliefs))]),
            new AttributeTable("coast", "Share of land in the window", Labels(s_shares, "%"), [.. window.Means(land).Select(value => Class(100 * value, s_shares))]),
            new AttributeTable(
                "population", "Population density", [.. PopulationBuckets.Classes.Select(bucket => bucket.Name)],
                [.. window.Means([.. people.Select(value => double.IsNaN(value) ? 0 : value)]).Select(PopulationBuckets.IndexOf)]),
            Belts(grid),
        ];
    }

    private AttributeTable Climate(Grid grid, CancellationToken cancellationToken)
    {
        var model = LocationEncoderArtifact.Load(Path.Combine(home, "Learners", "Published", "koppen"));
        var (longitudes, latitudes) = Centres(grid);
        var count = model.Card.Outputs.Count;
        var logits = new float[grid.Count * count];
        model.Encoder.Evaluate(longitudes, latitudes, logits, cancellationToken);
        var classes = new int[grid.Count];
        for (var cell = 0; cell < classes.Length; cell++)
        {
            classes[cell] = System.Numerics.Tensors.TensorPrimitives.IndexOfMax(logits.AsSpan(cell * count, count));
        }

        return new AttributeTable("climate", "Köppen–Geiger climate", [.. model.Card.Outputs.Select(output => output.Label ?? output.Name)], classes);
    }

    private static AttributeTable Belts(Grid grid)
    {
        const int width = 10;
        var (_, latitudes) = Centres(grid);
        return new AttributeTable(
            "belt", "Belt of latitude",
            [.. Enumerable.Range(0, 180 / width).Select(belt => string.Create(CultureInfo.InvariantCulture, $"{-90 + width * belt} to {-90 + width * (belt + 1)} degrees"))],
            [.. latitudes.Select(latitude => Math.Clamp((int)((latitude + 90) / width), 0, 180 / width - 1))]);
    }

    private double[] Means(Grid grid, string file, CancellationToken cancellationToken)
    {
        using var raster = openRaster(Path.Combine(home, "raster-data", file));
        return RasterCells.Means(grid, raster, 0, cancellationToken);
    }

    // the first class whose upper bound is not below
    private static int Class(double value, double[] bounds)
    {
        var at = Array.BinarySearch(bounds, value);
        return at >= 0 ? at : ~at;
    }

    private static IReadOnlyList<string> Labels(double[] bounds, string unit) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"up to {bounds[0]} {unit}"),
        .. bounds.Zip(bounds.Skip(1), (low, high) => string.Create(CultureInfo.InvariantCulture, $"{low} to {high} {unit}")),
        string.Create(CultureInfo.InvariantCulture, $"above {bounds[^1]} {unit}"),
    ];

    private static (double[] Longitudes, double[] Latitudes) Centres(Grid grid)
    {
        double[] longitudes = new double[grid.Count], latitudes = new double[grid.Count];
        for (var cell = 0; cell < grid.Count; cell++)
        {
            (longitudes[cell], latitudes[cell]) = grid.CentreOf(cell);
        }

        return (longitudes, latitudes);
    }
}
