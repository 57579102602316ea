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

    /// <summary>The densest cells that together hold a share of the map's mass, equally dense ones all or none.</summary>
    /// <param name="truth">Where the query really is.</param>
    /// <param name="mass">Above 0; at 1 and beyond the region is everything there is to search, as it is of an empty map.</param>
    /// <returns>The region's area, km², and whether the truth lies in it; null where the map has no masses.</returns>
    public abstract (double AreaKm2, bool HoldsTruth)? Region(Truth truth, double mass);

    /// <summary>From a truth to the centre of its cell, kilometres: as near as a rule that chooses cells can come; NaN where it chooses none.</summary>
    public virtual double OwnCentreKm(Truth truth, PointRule rule) => double.NaN;
}
