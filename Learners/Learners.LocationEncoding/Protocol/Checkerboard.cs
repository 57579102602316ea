using Learners.LocationEncoding.Data;

namespace Learners.LocationEncoding.Protocol;

/// <summary>A checkerboard on the sphere: 16 classes in turn over the cells nearest to the centres of a Fibonacci lattice.</summary>
public sealed class Checkerboard : ILabelSource
{
    /// <summary>Classes of every checkerboard.</summary>
    public const int Classes = 16;
    private readonly double[] _x;
    private readonly double[] _y;
    private readonly double[] _z;
    private readonly int[] _class;

    /// <summary>Places the centres.</summary>
    /// <param name="centres">An even number, at least 2.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is odd or too small.</exception>
    public Checkerboard(int centres)
    {
        if (centres < 2 || centres % 2 != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(centres), centres, "A checkerboard has an even number of cells, at least 2.");
        }

        (Longitudes, Latitudes) = FibonacciLattice.Of(centres);
        (_x, _y, _z) = (new double[centres], new double[centres], new double[centres]);
        _class = new int[centres];
        for (var i = 0; i < centres; i++)
        {
            (_x[i], _y[i], _z[i]) = Direction(Longitudes[i], Latitudes[i]);
            var turn = FibonacciLattice.Number(i, centres) % Classes;
            _class[i] = turn < 0 ? turn + Classes : turn;
        }
    }

    /// <summary>Longitudes of the centres in degrees.</summary>
    public IReadOnlyList<double> Longitudes { get; }

    /// <summary>Latitudes of the centres in degrees.</summary>
    public IReadOnlyList<double> Latitudes { get; }

    /// <inheritdoc/>
    public int ClassCount => Classes;

    /// <inheritdoc/>
    /// <remarks>The nearest centre along the great circle, which is the one whose direction has the largest scalar product; the first of equals.</remarks>
    public int ClassAt(double longitude, double latitude) => _class[Nearest(Direction(longitude, latitude), except: -1).Index];

    /// <summary>Class of a centre.</summary>
    /// <param name="centre">From the south, from 0.</param>
    public int ClassOf(int centre) => _class[centre];

    /// <summary>Mean distance from a centre to the nearest other one, in degrees of the great circle.</summary>
    public double MeanSpacing => Enumerable.Range(0, _x.Length)
        .Average(i => double.RadiansToDegrees(Math.Acos(Math.Min(1, Nearest((_x[i], _y[i], _z[i]), except: i).Cosine))));

    private static (double X, double Y, double Z) Direction(double longitude, double latitude)
    {
        var (sinLambda, cosLambda) = Math.SinCos(double.DegreesToRadians(longitude));
        var (sinPhi, cosPhi) = Math.SinCos(double.DegreesToRadians(latitude));
        return (cosPhi * cosLambda, cosPhi * sinLambda, sinPhi);
    }

    private (int Index, double Cosine) Nearest((double X, double Y, double Z) to, int except)
    {
        var (index, largest) = (-1, double.NegativeInfinity);
        for (var i = 0; i < _x.Length; i++)
        {
            var cosine = (_x[i] * to.X) + (_y[i] * to.Y) + (_z[i] * to.Z);
            if (cosine > largest && i != except)
            {
                (index, largest) = (i, cosine);
            }
        }

        return (index, largest);
    }
}
