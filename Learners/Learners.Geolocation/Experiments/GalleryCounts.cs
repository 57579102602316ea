using System.Text.Json;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Geolocation.Synthetic;

namespace Learners.Geolocation.Experiments;

/// <summary>How many of the 100 000 places of the public GeoCLIP gallery lie in each cell of a degree, in either of two random halves.</summary>
/// <remarks>The gallery is MIT licensed; only its counts come with the program.</remarks>
internal sealed class GalleryCounts
{
    private readonly (double Longitude, double Latitude, int Prior, int Asked)[] _cells;

    internal GalleryCounts()
    {
        using var document = GoldenFile.Open("gallery_prior_1deg.json");
        _cells =
        [
            .. document.RootElement.GetProperty("rows").EnumerateArray().Select(static row => (
                row[0].GetInt32() % 360 - 179.5, row[0].GetInt32() / 360 - 89.5, row[1].GetInt32(), row[2].GetInt32())),
        ];
        var expected = document.RootElement.GetProperty("expected");
        (Fractional, Strict) = (Numbers(expected, "fractional_recall"), Numbers(expected, "strict_recall"));
        AucLinear = expected.GetProperty("auc_linear").GetDouble();
        ZeroDensityShare = expected.GetProperty("share_of_queries_in_zero_density").GetDouble();
    }

    /// <summary>Recalls that an independent program found.</summary>
    internal double[] Fractional { get; }

    /// <summary>Strict recalls that an independent program found.</summary>
    internal double[] Strict { get; }

    /// <summary>Area under recall that an independent program found.</summary>
    internal double AucLinear { get; }

    /// <summary>Share of queries without density that an independent program found.</summary>
    internal double ZeroDensityShare { get; }

    /// <summary>The query half: the middle of its cell for each place.</summary>
    internal (double Longitude, double Latitude)[] Queries => [.. _cells.SelectMany(static cell => Enumerable.Repeat((cell.Longitude, cell.Latitude), cell.Asked))];

    /// <summary>The prior half on a grid of degrees, as counted.</summary>
    internal DensityMap Counted()
    {
        var (places, counts) = PriorPlaces();
        return GalleryDensity.Count(LatLonGrid.OfCellsPerDegree(1), places, counts);
    }

    /// <summary>Both halves, every place spread by a normal distribution.</summary>
    internal DensityMap Spread(Grid grid, double bandwidthKm)
    {
        var places = new GalleryPlaces(_cells.Select(static cell => cell.Longitude), _cells.Select(static cell => cell.Latitude));
        return GalleryDensity.Spread(grid, places, [.. _cells.Select(_ => bandwidthKm)], [.. _cells.Select(static cell => (double)cell.Prior + cell.Asked)]).Map;
    }

    /// <summary>A world to draw truths from: the prior half spread by 300 km over a floor of 2 %.</summary>
    internal SyntheticWorld World(int level)
    {
        var grid = NestedGrid.Healpix(level);
        var (places, counts) = PriorPlaces();
        var photographs = GalleryDensity.Spread(grid, places, [.. counts.Select(static _ => 300.0)], counts).Map;
        return new SyntheticWorld(new DensityFloor(DensityMap.Uniform(grid), 0.02).Under(photographs), new LandLabels().Of(grid));
    }

    private (GalleryPlaces Places, double[] Counts) PriorPlaces()
    {
        var held = _cells.Where(static cell => cell.Prior > 0).ToArray();
        return (new GalleryPlaces(held.Select(static cell => cell.Longitude), held.Select(static cell => cell.Latitude)), [.. held.Select(static cell => (double)cell.Prior)]);
    }

    private static double[] Numbers(JsonElement element, string name) => [.. element.GetProperty(name).EnumerateArray().Select(static number => number.GetDouble())];
}
