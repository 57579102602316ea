namespace RasterData.Generator.Population;

/// <summary>How a place's people are spread: a share over each of some discs, most densely in the middle.</summary>
/// <param name="Discs">Radius in kilometres along the sphere, and the share of the people; shares sum to 1.</param>
/// <remarks>Within a disc the weight is (1 − (d/r)²)², the biweight kernel, d being the chord between cell and place. It ends at the rim, and takes
/// no transcendental function, so that every machine computes the same numbers.</remarks>
public sealed record SpreadKernel(IReadOnlyList<(double RadiusKm, double Share)> Discs)
{
    /// <summary>Weight of a cell in a disc.</summary>
    /// <param name="squaredChord">Of the unit sphere.</param>
    /// <param name="squaredRadius">Squared chord of the rim.</param>
    public static double Weight(double squaredChord, double squaredRadius)
    {
        var rest = 1 - (squaredChord / squaredRadius);
        return rest > 0 ? rest * rest : 0;
    }
}
