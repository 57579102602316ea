namespace GeoCore.Encoding.Positional;

/// <summary>SphereC, and SphereC+ with the terms of Wrap at every scale. 3S or 6S features.</summary>
/// <param name="options">Scales, radii, variant.</param>
/// <param name="plus">Whether it is SphereC+.</param>
internal sealed class SphereCEncoding(PositionalEncodingOptions options, bool plus)
    : MultiScaleEncoding(options, scales => (plus ? 6 : 3) * scales, twice: true)
{
    /// <inheritdoc/>
    protected override void Write(
        in ScaledAngles lambda, in ScaledAngles phi, (double Sin, double Cos) unscaled, double cosPhi, FeatureWriter features)
    {
        for (var s = 0; s < Scales; s++)
        {
            features.Add(phi.Sin[s]);
            if (plus)
            {
                features.Add(phi.Cos[s]);
                features.Add(lambda.Sin[s]);
                features.Add(lambda.Cos[s]);
            }

            features.Add(phi.Cos[s] * lambda.Cos[s]);
            features.Add(phi.Cos[s] * lambda.Sin[s]);
        }
    }
}
