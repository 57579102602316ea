namespace GeoCore.Encoding.Positional;

/// <summary>An encoding from sines and cosines of longitude and latitude at S scales.</summary>
internal abstract class MultiScaleEncoding : RowEncoding
{
    private readonly double[] _frequencies;
    private readonly bool _degrees;

    /// <summary>Takes frequencies and variant.</summary>
    /// <param name="options">Checked by <see cref="Frequencies"/>.</param>
    /// <param name="dimension">Features of a place, for S scales, each value counted once.</param>
    /// <param name="twice">Whether the reference variant writes each value twice.</param>
    protected MultiScaleEncoding(PositionalEncodingOptions options, Func<int, int> dimension, bool twice)
        : base(options.Name, dimension(options.Scales) * (twice && options.Variant == EncodingVariant.Reference ? 2 : 1))
    {
        _frequencies = Frequencies.Of(options);
        _degrees = options.Variant == EncodingVariant.Reference;
        Copies = twice && _degrees ? 2 : 1;
    }

    /// <summary>How often each value is written.</summary>
    protected int Copies { get; }

    /// <summary>S.</summary>
    protected int Scales => _frequencies.Length;

    /// <summary>1/α_s, finest scale first.</summary>
    protected ReadOnlySpan<double> FrequencyOf => _frequencies;

    /// <inheritdoc/>
    protected override int WorkingLength => 4 * Scales;

    /// <summary>The angle as the sines take it: radians, or degrees in the reference variant.</summary>
    protected double Angle(double degrees) => _degrees ? degrees : double.DegreesToRadians(degrees);

    /// <inheritdoc/>
    protected override void Row(double longitude, double latitude, Span<double> features, Span<double> working)
    {
        var lambda = new ScaledAngles(working, Scales);
        var phi = new ScaledAngles(working[(2 * Scales)..], Scales);
        lambda.Set(FrequencyOf, Angle(longitude));
        phi.Set(FrequencyOf, Angle(latitude));
        Write(lambda, phi, Math.SinCos(Angle(longitude)), Math.Cos(Angle(latitude)), new FeatureWriter(features, Copies));
    }

    /// <summary>Writes the features of a place.</summary>
    /// <param name="lambda">Longitude at all scales.</param>
    /// <param name="phi">Latitude at all scales.</param>
    /// <param name="unscaled">Sine and cosine of the longitude itself.</param>
    /// <param name="cosPhi">Cosine of the latitude itself.</param>
    /// <param name="features">Takes them in order.</param>
    protected abstract void Write(
        in ScaledAngles lambda, in ScaledAngles phi, (double Sin, double Cos) unscaled, double cosPhi, FeatureWriter features);
}
