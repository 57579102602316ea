namespace Learners.LocationEncoding.Data.Species;

/// <summary>Places where a species was seen; nothing is said about the species that were not.</summary>
/// <param name="Images">Id of the picture of each observation.</param>
/// <param name="Longitudes">Degrees, as many.</param>
/// <param name="Latitudes">Degrees, as many.</param>
/// <param name="Classes">Species seen, from 0, as many.</param>
/// <param name="ClassCount">Species there are.</param>
public sealed record SpeciesObservations(long[] Images, double[] Longitudes, double[] Latitudes, int[] Classes, int ClassCount)
{
    private const int SplitStream = 21;

    /// <summary>Observations.</summary>
    public int Count => Classes.Length;

    /// <summary>The observations at some positions, in their order.</summary>
    /// <param name="rows">From 0.</param>
    public SpeciesObservations At(IReadOnlyList<int> rows) => new(
        [.. rows.Select(row => Images[row])],
        [.. rows.Select(row => Longitudes[row])],
        [.. rows.Select(row => Latitudes[row])],
        [.. rows.Select(row => Classes[row])],
        ClassCount);

    /// <summary>Parts the observations at random.</summary>
    /// <param name="share">Of the first part, 0 to 1; 0.8 for the training set of the paper.</param>
    /// <param name="seed">Of the split.</param>
    public (SpeciesObservations First, SpeciesObservations Second) Split(double share, long seed)
    {
        var order = Protocol.EpochOrder.Of(Count, seed, SplitStream, 0);
        var first = (int)Math.Round(share * Count);
        return (At([.. order[..first].Select(row => (int)row)]), At([.. order[first..].Select(row => (int)row)]));
    }
}
