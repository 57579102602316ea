using GeoCore.Encoding.Harmonics;

namespace GeoCore.Tests.Encoding;

/// <summary>L Gauss–Legendre rows and 2L columns.</summary>
internal sealed class SphereQuadrature
{
    private readonly double[] _longitudes;
    private readonly double[] _latitudes;
    private readonly double[] _weights;

    public SphereQuadrature(int degrees)
    {
        var (nodes, weights) = GaussLegendre.Rule(degrees);
        var points = from row in Enumerable.Range(0, degrees) from column in Enumerable.Range(0, 2 * degrees) select (Row: row, Column: column);
        _longitudes = [.. points.Select(point => 180.0 * point.Column / degrees)];
        _latitudes = [.. points.Select(point => Math.Asin(nodes[point.Row]) * 180 / Math.PI)];
        _weights = [.. points.Select(point => weights[point.Row] * Math.PI / degrees)];
    }

    public double[] Features(SphericalHarmonics harmonics)
    {
        var features = new double[_longitudes.Length * harmonics.Dimension];
        harmonics.Encode(_longitudes, _latitudes, features);
        return features;
    }

    public double Product(double[] features, int count, int a, int b)
    {
        var sum = 0.0;
        for (var i = 0; i < _weights.Length; i++)
        {
            sum += _weights[i] * features[(i * count) + a] * features[(i * count) + b];
        }

        return sum;
    }

    public double[] Synthesise(double[] features, double[] coefficients)
    {
        var values = new double[_weights.Length];
        for (var i = 0; i < values.Length; i++)
        {
            for (var k = 0; k < coefficients.Length; k++)
            {
                values[i] += features[(i * coefficients.Length) + k] * coefficients[k];
            }
        }

        return values;
    }

    public double[] Project(double[] features, double[] values, int count)
    {
        var coefficients = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            for (var k = 0; k < count; k++)
            {
                coefficients[k] += _weights[i] * values[i] * features[(i * count) + k];
            }
        }

        return coefficients;
    }
}
