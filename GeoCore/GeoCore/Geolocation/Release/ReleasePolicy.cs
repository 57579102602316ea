using System.Globalization;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Release;

/// <summary>What of a picture's map may be told. Immutable; a wish may make it stricter, never laxer.</summary>
/// <remarks>GeoSuite helps to search areas and does not find persons: docs/responsible-use.md.</remarks>
public sealed record ReleasePolicy
{
    /// <summary>Share of the probability in a zone from which on an answer is refused, unless set.</summary>
    public const double DefaultRefusalShare = 0.5;

    /// <summary>Cells along the bandwidth of a blur that are enough to spread them by it.</summary>
    private const double CellsToBlur = 3;

    /// <summary>What applies where nobody set anything: no cell below 25 km².</summary>
    public static ReleasePolicy Default { get; } = new();

    /// <summary>No cell that is told is smaller, km², at least 0; at 0 cells stay as the model has them.</summary>
    public double MinimumCellKm2 { get; init; } = MinimumCells.DefaultKm2;

    /// <summary>Every cell is spread by a normal distribution of this bandwidth, km; 0 for none.</summary>
    public double BlurKm { get; init; }

    /// <summary>Regions about which no answer is given.</summary>
    public IReadOnlyList<RefusalZone> Zones { get; init; } = [];

    /// <summary>Share of the probability in one zone from which on an answer is refused, above 0 to 1; below, the zone is drawn even.</summary>
    public double RefusalShare { get; init; } = DefaultRefusalShare;

    /// <summary>The policy for somebody who wants less told than it allows.</summary>
    /// <param name="minimumCellKm2">km²; null for the policy's own.</param>
    /// <param name="blurKm">km; null for the policy's own.</param>
    public ReleasePolicy Stricter(double? minimumCellKm2, double? blurKm) =>
        this with { MinimumCellKm2 = Math.Max(MinimumCellKm2, minimumCellKm2 ?? 0), BlurKm = Math.Max(BlurKm, blurKm ?? 0) };

    /// <summary>Makes a map fit to be told.</summary>
    /// <param name="map">As the model gave it.</param>
    /// <param name="cancellationToken">Looked at while cells are spread.</param>
    /// <exception cref="RefusedException">Too much of it lies in a zone.</exception>
    public ReleasedMap Apply(DensityMap map, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(map);
        var notices = new List<string>();
        if (BlurKm > 0)
        {
            // cells much smaller than the blur change nothing, and cost its square
            map = MapBlur.Blur(MinimumCells.Of(map, Math.Pow(BlurKm / CellsToBlur, 2)), BlurKm, cancellationToken);
            notices.Add(Say($"The map was blurred by {BlurKm} km."));
        }

        if (MinimumCellKm2 > 0)
        {
            var joined = MinimumCells.Of(map, MinimumCellKm2);
            if (!ReferenceEquals(joined, map))
                notices.Add(Say($"Cells were joined until none is smaller than {MinimumCellKm2} km²."));
            map = joined;
        }

        foreach (var zone in Zones)
        {
            cancellationToken.ThrowIfCancellationRequested();
            map = Even(map, zone, notices);
        }

        return new ReleasedMap(map, notices);
    }

    /// <summary>The same density in all cells of a zone, so that nothing within it can be told apart; or a refusal.</summary>
    private DensityMap Even(DensityMap map, RefusalZone zone, List<string> notices)
    {
        var cells = zone.CellsOf(map.Grid);
        var masses = map.Masses();
        var mass = cells.Sum(cell => masses[cell]);
        if (mass >= RefusalShare)
            throw new RefusedException(zone);
        var area = cells.Sum(map.Grid.Areas.Km2);
        foreach (var cell in cells)
        {
            masses[cell] = mass / area * map.Grid.Areas.Km2(cell);
        }

        // said even where the zone holds nothing, because a notice that comes and goes would tell
        notices.Add($"The zone '{zone.Name}' is drawn even: {zone.Reason}");
        return DensityMap.FromMasses(map.Grid, masses, map.ResidualMass);
    }

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
