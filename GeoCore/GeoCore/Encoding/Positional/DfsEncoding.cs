namespace GeoCore.Encoding.Positional;

/// <summary>Double Fourier sphere: latitude terms, longitude terms, and all products of one of each. 4S + 4S² features.</summary>
/// <param name="options">Scales and radii.</param>
internal sealed class DfsEncoding(PositionalEncodingOptions options)
    : MultiScaleEncoding(options, scales => (4 * scales) + (4 * scales * scales), twice: false)
{
    /// <inheritdoc/>
    protected override void Write(
        in ScaledAngles lambda, in ScaledAngles phi, (double Sin, double Cos) unscaled, double cosPhi, FeatureWriter features)
    {
        for (var n = 0; n < Scales; n++)
        {
            features.Add(phi.Sin[n]);
            features.Add(phi.Cos[n]);
        }

        for (var m = 0; m < Scales; m++)
        {
            features.Add(lambda.Sin[m]);
            features.Add(lambda.Cos[m]);
        }

        for (var n = 0; n < Scales; n++)
        {
            for (var m = 0; m < Scales; m++)
            {
                features.Add(phi.Cos[n] * lambda.Cos[m]);
                features.Add(phi.Cos[n] * lambda.Sin[m]);
                features.Add(phi.Sin[n] * lambda.Cos[m]);
                features.Add(phi.Sin[n] * lambda.Sin[m]);
            }
        }
    }
}
