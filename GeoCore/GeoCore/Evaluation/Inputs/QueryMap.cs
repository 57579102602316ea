using GeoCore.Evaluation.Points;

namespace GeoCore.Evaluation.Inputs;

/// <summary>How one place is taken from a map.</summary>
public enum PointRule
{
    /// <summary>The point of a gallery with the highest score, the first of equals; of other maps the centre of the densest cell.</summary>
    Best,

    /// <summary>The centre of the densest cell.</summary>
    Densest,

    /// <summary>The cell of <see cref="PointPrediction.Medoid"/>.</summary>
    Medoid,
}

/// <summary>What a system answered to one query, or to all of them alike.</summary>
public abstract class QueryMap
{
    /// <summary>How much area has to be searched before a truth.</summary>
    /// <exception cref="InputException">The map and the truth do not fit.</exception>
    public abstract RankedQuery Rank(Truth truth);

    /// <summary>One place for the whole map, degrees; null where the map is empty or has no places.</summary>
    public abstract (double Longitude, double Latitude)? PointOf(PointRule rule);

    /// <summary>From a truth to the centre of its cell, kilometres: as near as a rule that chooses cells can come; NaN where it chooses none.</summary>
    public virtual double OwnCentreKm(Truth truth, PointRule rule) => double.NaN;

    /// <summary>The area with its end not beyond everything: the two parts are rounded one by one, and recall at everything is 1.</summary>
    private protected static RequiredArea Within(RequiredArea area, double totalKm2)
    {
        if (area.StrictKm2 <= totalKm2)
            return area;
        var tied = Math.Max(0, totalKm2 - area.DenserKm2);
        while (area.DenserKm2 + tied > totalKm2 && tied > 0)
        {
            tied = Math.BitDecrement(tied);
        }

        return area with { TiedKm2 = tied, TruthCellKm2 = Math.Min(area.TruthCellKm2, tied) };
    }
}
