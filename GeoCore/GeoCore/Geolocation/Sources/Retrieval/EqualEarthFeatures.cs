using System.Numerics.Tensors;
using GeoCore.Encoding.Positional;
using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>The front end of GeoCLIP's location encoder: the Equal Earth projection, scaled to about ±1, and random Fourier features of it.</summary>
/// <remarks>
/// B. Šavrič, T. Patterson, B. Jenny, "The Equal Earth map projection", IJGIS 33 (2019); M. Tancik et al., "Fourier features let networks learn high
/// frequency functions in low dimensional domains", NeurIPS 2020.
/// </remarks>
public sealed class EqualEarthFeatures : IPositionalEncoding
{
    private const double A1 = 1.340264;
    private const double A2 = -0.081106;
    private const double A3 = 0.000893;
    private const double A4 = 0.003796;

    /// <summary>Brings 180° of longitude on the equator to 1.</summary>
    private const double Scale = 66.50336 / 180;

    private static readonly double s_root = Math.Sqrt(3);
    private readonly double[] _matrix;

    /// <summary>Takes the frequencies that were stored with a model.</summary>
    /// <param name="matrix">B, [features, 2]: turns a unit of x and of y.</param>
    /// <exception cref="ArgumentException">The numbers make no pairs.</exception>
    public EqualEarthFeatures(ReadOnlySpan<double> matrix)
    {
        if (matrix.IsEmpty || matrix.Length % 2 != 0)
            throw new ArgumentException($"{matrix.Length} numbers are no pairs.", nameof(matrix));
        _matrix = matrix.ToArray();
    }

    /// <inheritdoc/>
    public string Name => "equalearth-fourier";

    /// <summary>Numbers that a place becomes: cosines, then sines.</summary>
    public int Dimension => _matrix.Length;

    /// <summary>The projection.</summary>
    /// <param name="longitude">Degrees, −180 to 180.</param>
    /// <param name="latitude">Degrees, −90 to 90.</param>
    /// <returns>x of about −1 to 1, y of about −0.49 to 0.49.</returns>
    public static (double X, double Y) Project(double longitude, double latitude)
    {
        var theta = Math.Asin(s_root / 2 * Math.Sin(double.DegreesToRadians(latitude)));
        double squared = theta * theta, sixth = squared * squared * squared;
        var slope = A1 + 3 * A2 * squared + sixth * (7 * A3 + 9 * A4 * squared);
        var x = 2 * s_root * double.DegreesToRadians(longitude) * Math.Cos(theta) / (3 * slope);
        var y = theta * (A1 + A2 * squared + sixth * (A3 + A4 * squared));
        return (x * Scale, y * Scale);
    }

    /// <inheritdoc/>
    /// <remarks>cos 2πBv, then sin 2πBv of each place.</remarks>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> features)
    {
        Check(longitudes.Length, latitudes.Length, features.Length);
        var half = Dimension / 2;
        for (var place = 0; place < longitudes.Length; place++)
        {
            _ = UnitVector.Of(longitudes[place], latitudes[place]); // refuses what is no place
            // the map is torn at ±180°: each of them keeps its side
            var longitude = longitudes[place] is >= -180 and <= 180 ? longitudes[place] : DegreeMath.Difference(0, longitudes[place]);
            var (x, y) = Project(longitude, latitudes[place]);
            var row = features.Slice(place * Dimension, Dimension);
            for (var i = 0; i < half; i++)
            {
                (row[half + i], row[i]) = Math.SinCos(2 * Math.PI * (_matrix[2 * i] * x + _matrix[2 * i + 1] * y));
            }
        }
    }

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> features)
    {
        Check(longitudes.Length, latitudes.Length, features.Length);
        // phases reach hundreds of turns: they need double precision, the features themselves do not
        var row = new double[Dimension];
        for (var place = 0; place < longitudes.Length; place++)
        {
            Encode(longitudes.Slice(place, 1), latitudes.Slice(place, 1), row);
            TensorPrimitives.ConvertTruncating<double, float>(row, features.Slice(place * Dimension, Dimension));
        }
    }

    private void Check(int longitudes, int latitudes, int features)
    {
        if (longitudes != latitudes || features < (long)longitudes * Dimension)
            throw new ArgumentException($"{longitudes} longitudes, {latitudes} latitudes and {features} features of {Dimension} do not fit together.", nameof(features));
    }
}
