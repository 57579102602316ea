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
    private static readonly double[] s_elevations = [100, 300, 600, 1000, 1600, 2500, 4000];

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

    /// <summary>All attributes.</summary>
    /// <param name="grid">The cells.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal IReadOnlyList<AttributeTable> Read(Grid grid, CancellationToken cancellationToken) =>
    [
        Climate(grid, cancellationToken),
        Measured(grid, "elevation", "Elevation", "elevation.tif", 0, [.. Bands()], value => Band(value, s_elevations), cancellationToken),
        Measured(
            grid, "population", "Population density", "population.tif", 0, [.. PopulationBuckets.Classes.Select(bucket => bucket.Name)], PopulationBuckets.IndexOf,
            cancellationToken),
    ];

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

    private AttributeTable Measured(
        Grid grid, string name, string title, string file, int band, IReadOnlyList<string> labels, Func<double, int> classOf, CancellationToken cancellationToken)
    {
        using var raster = openRaster(Path.Combine(home, "raster-data", file));
        return new AttributeTable(name, title, labels, [.. RasterCells.Means(grid, raster, band, cancellationToken).Select(value => double.IsNaN(value) ? -1 : classOf(value))]);
    }

    private static int Band(double value, double[] bounds)
    {
        // the sea is a class of its own
        var at = Array.BinarySearch(bounds, value);
        return value <= 0 ? 0 : 1 + (at >= 0 ? at : ~at);
    }

    private static IEnumerable<string> Bands()
    {
        yield return "sea level or below";
        var low = 0.0;
        foreach (var bound in s_elevations)
        {
            yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{low} to {bound} m");
            low = bound;
        }

        yield return string.Create(System.Globalization.CultureInfo.InvariantCulture, $"above {low} m");
    }

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
