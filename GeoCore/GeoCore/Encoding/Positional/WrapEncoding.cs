using GeoCore.Geodesy;

namespace GeoCore.Encoding.Positional;

/// <summary>cos λ, sin λ, cos φ, sin φ.</summary>
internal sealed class WrapEncoding() : RowEncoding(PositionalEncodings.Wrap, 4)
{
    /// <inheritdoc/>
    protected override void Row(double longitude, double latitude, Span<double> features, Span<double> working)
    {
        (features[1], features[0]) = DegreeMath.SinCos(longitude);
        (features[3], features[2]) = DegreeMath.SinCos(latitude);
    }
}
