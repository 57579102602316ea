using GeoCore.Geodesy;

namespace GeoCore.Encoding.Positional;

/// <summary>The point of the unit sphere: cos λ cos φ, sin λ cos φ, sin φ.</summary>
internal sealed class Cartesian3DEncoding() : RowEncoding(PositionalEncodings.Cartesian3D, 3)
{
    /// <inheritdoc/>
    protected override void Row(double longitude, double latitude, Span<double> features, Span<double> working)
    {
        var (sinLambda, cosLambda) = DegreeMath.SinCos(longitude);
        var (sinPhi, cosPhi) = DegreeMath.SinCos(latitude);
        features[0] = cosLambda * cosPhi;
        features[1] = sinLambda * cosPhi;
        features[2] = sinPhi;
    }
}
