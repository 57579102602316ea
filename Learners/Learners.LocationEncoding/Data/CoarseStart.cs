using GeoCore.Encoding.Harmonics;
using Learners.Contracts;
using Learners.LocationEncoding.Features;

namespace Learners.LocationEncoding.Data;

/// <summary>The first steps of a run, which see low degrees only: they cost little, and what they learn is the start of the rest.</summary>
/// <param name="Features">Of fewer degrees; being the first of all features, they meet the first weights.</param>
/// <param name="Steps">How many.</param>
public sealed record CoarseStart(PlaceFeatures Features, long Steps)
{
    /// <summary>What the settings ask for.</summary>
    /// <param name="values">Settled parameters of spherical harmonics.</param>
    /// <returns>Null where they ask for none.</returns>
    public static CoarseStart? Of(HyperParameterValues values)
    {
        var degrees = Math.Min(values.Integer("coarse-degrees"), values.Integer("degrees"));
        return degrees == 0
            ? null
            : new CoarseStart(new PlaceFeatures(new SphericalHarmonics(degrees)), (long)Math.Round(values.Real("coarse-share") * values.Integer("steps")));
    }
}
