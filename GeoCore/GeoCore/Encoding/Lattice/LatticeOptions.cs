namespace GeoCore.Encoding.Lattice;

/// <summary>How a field is evaluated on a lattice of pixels.</summary>
public sealed record LatticeOptions
{
    /// <summary>Largest error in units of the output: of a probability for <see cref="OutputKind.Binary"/> and <see cref="OutputKind.Categorical"/>,
    /// of the value itself for <see cref="OutputKind.Regression"/>. One step of a colormap of 256 colours is (maximum − minimum) / 255.</summary>
    public double Tolerance { get; init; } = 1.0 / 255;

    /// <summary>Whether every pixel is evaluated and none interpolated.</summary>
    public bool Exact { get; init; }

    /// <summary>Threads at most, 1 or more.</summary>
    public int Parallelism { get; init; } = 1;
}
