namespace GeoCore.Encoding.Positional;

/// <summary>SphereM, and SphereM+ with the terms of Wrap at every scale: products of one scaled and one unscaled angle. 5S or 8S features.</summary>
/// <param name="options">Scales, radii, variant.</param>
/// <param name="plus">Whether it is SphereM+.</param>
/// <remarks>The reference variant takes sine and cosine of unscaled degrees as if they were radians, which is no function on the sphere;
/// it exists to run weights trained that way.</remarks>
internal sealed class SphereMEncoding(PositionalEncodingOptions options, bool plus)
    : MultiScaleEncoding(options, scales => (plus ? 8 : 5) * scales, twice: true)
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

            features.Add(phi.Cos[s] * unscaled.Cos);
            features.Add(cosPhi * lambda.Cos[s]);
            features.Add(phi.Cos[s] * unscaled.Sin);
            features.Add(cosPhi * lambda.Sin[s]);
        }
    }
}
