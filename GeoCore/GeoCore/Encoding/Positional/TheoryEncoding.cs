namespace GeoCore.Encoding.Positional;

/// <summary>For each scale, for three directions 120° apart in the plane of coordinates: sine, cosine. 6S features.</summary>
internal sealed class TheoryEncoding : MultiScaleEncoding
{
    private static readonly (double Longitude, double Latitude)[] s_directions =
        [(1, 0), (-0.5, Math.Sqrt(3) / 2), (-0.5, -Math.Sqrt(3) / 2)];

    private readonly bool _swapsHalf;

    /// <summary>Takes scales, radii, variant.</summary>
    /// <param name="options">Checked.</param>
    public TheoryEncoding(PositionalEncodingOptions options)
        : base(options, scales => 6 * scales, twice: false)
    {
        // the reference code reshapes to two halves and takes sines at the even places of each: with odd S the second half begins at an odd place
        _swapsHalf = options.Variant == EncodingVariant.Reference && (options.Scales & 1) == 1;
    }

    /// <inheritdoc/>
    protected override int WorkingLength => 6 * Scales;

    /// <inheritdoc/>
    protected override void Row(double longitude, double latitude, Span<double> features, Span<double> working)
    {
        for (var u = 0; u < s_directions.Length; u++)
        {
            var (alongLongitude, alongLatitude) = s_directions[u];
            var projected = new ScaledAngles(working[(2 * Scales * u)..], Scales);
            projected.Set(FrequencyOf, (alongLongitude * Angle(longitude)) + (alongLatitude * Angle(latitude)));
            for (var s = 0; s < Scales; s++)
            {
                var at = (6 * s) + (2 * u);
                features[at] = Swapped(at) ? projected.Cos[s] : projected.Sin[s];
                features[at + 1] = Swapped(at + 1) ? projected.Sin[s] : projected.Cos[s];
            }
        }
    }

    private bool Swapped(int place) => _swapsHalf && place >= 3 * Scales;

    /// <inheritdoc/>
    protected override void Write(
        in ScaledAngles lambda, in ScaledAngles phi, (double Sin, double Cos) unscaled, double cosPhi, FeatureWriter features) =>
        throw new NotSupportedException("Theory mixes longitude and latitude before the sine.");
}
