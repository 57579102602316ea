namespace GeoCore.Encoding.Positional;

/// <summary>For longitude, then latitude, for each scale: sine, cosine. 4S features.</summary>
/// <param name="options">Scales, radii, variant.</param>
internal sealed class GridEncoding(PositionalEncodingOptions options) : MultiScaleEncoding(options, scales => 4 * scales, twice: false)
{
    /// <inheritdoc/>
    protected override void Write(
        in ScaledAngles lambda, in ScaledAngles phi, (double Sin, double Cos) unscaled, double cosPhi, FeatureWriter features)
    {
        for (var s = 0; s < Scales; s++)
        {
            features.Add(lambda.Sin[s]);
            features.Add(lambda.Cos[s]);
        }

        for (var s = 0; s < Scales; s++)
        {
            features.Add(phi.Sin[s]);
            features.Add(phi.Cos[s]);
        }
    }
}
