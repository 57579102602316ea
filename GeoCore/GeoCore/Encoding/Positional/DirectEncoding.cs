namespace GeoCore.Encoding.Positional;

/// <summary>λ, φ in radians; the reference variant subtracts π from both.</summary>
/// <param name="variant">Corrected or reference.</param>
internal sealed class DirectEncoding(EncodingVariant variant) : RowEncoding(PositionalEncodings.Direct, 2)
{
    private readonly double _shift = variant == EncodingVariant.Reference ? Math.PI : 0;

    /// <inheritdoc/>
    protected override void Row(double longitude, double latitude, Span<double> features, Span<double> working)
    {
        features[0] = double.DegreesToRadians(longitude) - _shift;
        features[1] = double.DegreesToRadians(latitude) - _shift;
    }
}
