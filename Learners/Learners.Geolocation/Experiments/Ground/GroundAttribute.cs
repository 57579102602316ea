using System.Numerics.Tensors;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Rasters;
using GeoCore.Raster;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>Something that a photograph of the ground may tell of its place, and a raster knows of every place.</summary>
/// <param name="Name">In tables.</param>
/// <param name="ClassCount">Coarse classes: a few photographs cannot teach fine ones.</param>
/// <param name="Fractions">Of the classes in each cell.</param>
/// <param name="ClassAt">Class of a longitude and latitude in degrees; −1 where there is none.</param>
internal sealed record GroundAttribute(string Name, int ClassCount, ClassFractions Fractions, Func<double, double, int> ClassAt)
{
    /// <summary>Level of the cells, 26 km wide, whose mean labels a photograph.</summary>
    private const int LabelLevel = 8;

    private static readonly double[] s_personsPerKm2 = [10, 100, 1000];
    private static readonly double[] s_metres = [100, 400, 1200];

    /// <summary>Population density, height above the sea and main climate, from what comes with the program.</summary>
    /// <param name="grid">Cells of the maps.</param>
    /// <param name="home">The checkout.</param>
    /// <param name="openRaster">Opens a raster file.</param>
    /// <param name="cancellationToken">Looked at once per row of a raster.</param>
    internal static IReadOnlyList<GroundAttribute> All(Grid grid, string home, Func<string, IRasterSource> openRaster, CancellationToken cancellationToken)
    {
        GroundAttribute OfRaster(string name, string file, double[] bounds, double least)
        {
            using var raster = openRaster(Path.Combine(home, "raster-data", file));
            int ClassOf(double value) => value >= least ? bounds.Count(bound => value > bound) : -1;
            var fractions = RasterCells.Fractions(grid, raster, bounds.Length + 1, ClassOf, cancellationToken: cancellationToken);
            var fine = NestedGrid.Healpix(LabelLevel);
            var means = RasterCells.Means(fine, raster, cancellationToken: cancellationToken);
            return new GroundAttribute(name, bounds.Length + 1, fractions, (longitude, latitude) => ClassOf(means[fine.CellAt(longitude, latitude)]));
        }

        return
        [
            OfRaster("population", "population.tif", s_personsPerKm2, 0),
            // deeper is the floor of the sea
            OfRaster("elevation", "elevation.tif", s_metres, -420),
            Climate(grid, Path.Combine(home, "Learners", "Published", "koppen"), cancellationToken),
        ];
    }

    /// <summary>A, B, C, D or E of Köppen's classes, as the shipped encoder has learnt them.</summary>
    private static GroundAttribute Climate(Grid grid, string folder, CancellationToken cancellationToken)
    {
        const string groups = "ABCDE";
        var artifact = LocationEncoderArtifact.Load(folder);
        int[] groupOf = [.. artifact.Card.Outputs.Select(static output => groups.IndexOf(output.Name[0], StringComparison.Ordinal))];
        var outputs = artifact.Encoder.OutputCount;
        int[] Classes(double[] longitudes, double[] latitudes)
        {
            var logits = new float[longitudes.Length * outputs];
            artifact.Encoder.Evaluate(longitudes, latitudes, logits, cancellationToken);
            return [.. Enumerable.Range(0, longitudes.Length).Select(i => groupOf[TensorPrimitives.IndexOfMax<float>(logits.AsSpan(i * outputs, outputs))])];
        }

        var centres = Enumerable.Range(0, grid.Count).Select(grid.CentreOf).ToArray();
        var classes = Classes([.. centres.Select(static centre => centre.Longitude)], [.. centres.Select(static centre => centre.Latitude)]);
        return new GroundAttribute("climate", groups.Length, ClassFractions.FromClasses(grid, groups.Length, classes), (longitude, latitude) => Classes([longitude], [latitude])[0]);
    }
}
