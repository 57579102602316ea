using GeoCore.Geodesy;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Regions in the order of search. Where regions overlap, what lies in several is searched, and counted, several times.</summary>
/// <param name="regions">First to last.</param>
/// <param name="totalKm2">Everything there is to search, km².</param>
public sealed class RegionMap(IReadOnlyList<SphericalPolygon> regions, double totalKm2 = GreatCircle.SphereAreaKm2) : QueryMap
{
    private readonly double[] _areas = [.. regions.Select(region => region.AreaKm2)];

    /// <inheritdoc/>
    public override RankedQuery Rank(Truth truth)
    {
        ArgumentNullException.ThrowIfNull(truth);
        if (!truth.HasPlace)
            throw new InputException($"query {truth.Query}: regions need a truth with latitude and longitude.");
        var found = 0;
        while (found < regions.Count && !regions[found].Contains(truth.Longitude, truth.Latitude))
        {
            found++;
        }

        try
        {
            return new RankedQuery(truth.Query, RequiredArea.OfRankedList(_areas, found < regions.Count ? found : -1, totalKm2).Within(totalKm2), truth.Weight);
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new InputException($"query {truth.Query}: its regions have {_areas.Sum():F0} km², more than the {totalKm2:F0} km² there are.", fault);
        }
    }

    /// <inheritdoc/>
    public override (double AreaKm2, bool HoldsTruth)? Region(Truth truth, double mass) => null;

    /// <inheritdoc/>
    public override (double Longitude, double Latitude)? PointOf(PointRule rule) => null;
}
