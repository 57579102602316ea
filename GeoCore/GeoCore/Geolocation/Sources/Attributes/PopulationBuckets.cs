namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>Classes of population density, persons per km². The published boundaries are not known; these are GeoSuite's own.</summary>
public static class PopulationBuckets
{
    private static readonly double[] s_upper = [0, 1, 10, 30, 100, 300, 1000, 3000, 10_000];

    /// <summary>Largest density of each bucket but the last; a bucket's own lower end belongs to the one before.</summary>
    public static IReadOnlyList<double> UpperBounds => s_upper;

    /// <summary>The ten buckets.</summary>
    public static IReadOnlyList<AttributeClass> Classes { get; } =
    [
        new(0, "nobody"), new(1, "up to 1 person per km²"), new(2, "1 to 10 persons per km²"), new(3, "10 to 30 persons per km²"),
        new(4, "30 to 100 persons per km²"), new(5, "100 to 300 persons per km²"), new(6, "300 to 1000 persons per km²"),
        new(7, "1000 to 3000 persons per km²"), new(8, "3000 to 10 000 persons per km²"), new(9, "more than 10 000 persons per km²"),
    ];

    /// <summary>The bucket of a density, or −1 for NaN and negative numbers, which rasters use for no data.</summary>
    /// <param name="personsPerKm2">Mean density of a cell.</param>
    public static int IndexOf(double personsPerKm2)
    {
        if (!(personsPerKm2 >= 0))
            return -1;
        var at = Array.BinarySearch(s_upper, personsPerKm2);
        return at >= 0 ? at : ~at;
    }
}
