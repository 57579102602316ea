namespace Learners.LocationEncoding.Protocol;

/// <summary>The checkerboard experiment of the paper: 10 000 random places to train on, as many to validate, and a lattice of as many to test.</summary>
/// <param name="centres">Cells of the board, an even number; 200 in the reference configuration.</param>
public sealed class CheckerboardProtocol(int centres)
{
    private const int Places = 10_000;

    /// <summary>The classes.</summary>
    public Checkerboard Board { get; } = new(centres);

    /// <summary>Training set, drawn from seed 0.</summary>
    public LabelledPlaces Training => Labelled(SphereGaussians.Draw(0, Places));

    /// <summary>Validation set, drawn from seed 1.</summary>
    public LabelledPlaces Validation => Labelled(SphereGaussians.Draw(1, Places));

    /// <summary>Test set, a lattice from south to north.</summary>
    public LabelledPlaces Test => Labelled(FibonacciLattice.Of(Places));

    private LabelledPlaces Labelled((double[] Longitudes, double[] Latitudes) places) =>
        new(places.Longitudes, places.Latitudes, [.. places.Longitudes.Zip(places.Latitudes, Board.ClassAt)]);
}
