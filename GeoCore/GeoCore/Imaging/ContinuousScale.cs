using System.Numerics;

namespace GeoCore.Imaging;

/// <summary>A colormap spread over a range in 255 steps, so that with nodata it fills a palette exactly.</summary>
/// <remarks>Step k of 0 to 254 holds the values whose position rounds to k / 254; the ends are half steps and have the colormap's end colours.</remarks>
public sealed class ContinuousScale : RangeScale
{
    /// <summary>Number of colours besides nodata.</summary>
    public const int StepCount = 255;

    private const int LastStep = StepCount - 1;

    private readonly float _origin;
    private readonly float _factor;
    private readonly float _inverseGamma;

    /// <summary>Creates a scale.</summary>
    /// <param name="minimum">Value of the colormap's first colour.</param>
    /// <param name="maximum">Value of its last colour; the same as <paramref name="minimum"/> makes every larger value the last colour.</param>
    /// <param name="colormap">Colours.</param>
    /// <param name="transform">What is done to values first.</param>
    /// <param name="options">Gamma, opacity, threshold, or null for none.</param>
    /// <exception cref="ArgumentException">The range is not finite, reversed, wider than single precision, or starts at or below 0 on a logarithmic scale.</exception>
    public ContinuousScale(
        double minimum,
        double maximum,
        Colormap colormap,
        ScaleTransform transform = ScaleTransform.Linear,
        ScaleOptions? options = null)
        : base(EntriesOf(colormap), options ?? ScaleOptions.Default, minimum, maximum)
    {
        Transform = transform;
        if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || !(maximum - minimum <= float.MaxValue))
            throw new ArgumentException("The range is not made of finite numbers.", nameof(maximum));
        if (transform == ScaleTransform.Quantile)
            throw new ArgumentException("A scale of quantiles needs them: see QuantileScale.", nameof(transform));
        if (maximum < minimum)
            throw new ArgumentException("The minimum is above the maximum.", nameof(maximum));
        if (transform == ScaleTransform.Logarithm && !(float.IsNormal((float)minimum) && minimum > 0))
            throw new ArgumentException("A logarithmic scale needs a minimum above 0.", nameof(minimum));
        Colormap = colormap;
        var isLogarithm = transform == ScaleTransform.Logarithm;
        var span = isLogarithm ? Math.Log(maximum / minimum) : maximum - minimum;
        _origin = (float)(isLogarithm ? 1 / minimum : minimum);

        // an empty range would divide by zero; the largest float keeps 0 × factor = 0 and sends everything above to the last step
        _factor = (float)Math.Min((Bends ? 1 : LastStep) / span, float.MaxValue);
        _inverseGamma = (float)(1 / Options.Gamma);
    }

    /// <summary>Colours before opacity.</summary>
    public Colormap Colormap { get; }

    /// <inheritdoc/>
    public override ScaleTransform Transform { get; }

    private bool Bends => Transform == ScaleTransform.SquareRoot || Options.Gamma != 1;

    private protected override void Locate(ReadOnlySpan<float> values, Span<ushort> entries)
    {
        var i = 0;
        for (; i <= values.Length - Vector<ushort>.Count; i += Vector<ushort>.Count)
            Locate(values[i..]).CopyTo(entries[i..]);
        if (i == values.Length)
            return;

        // the rest goes through the same instructions, so a value has one colour wherever it stands
        Span<float> padded = stackalloc float[Vector<ushort>.Count];
        padded.Clear();
        values[i..].CopyTo(padded);
        Span<ushort> located = stackalloc ushort[Vector<ushort>.Count];
        Locate(padded).CopyTo(located);
        located[..(values.Length - i)].CopyTo(entries[i..]);
    }

    private Vector<ushort> Locate(ReadOnlySpan<float> values) =>
        Vector.Narrow(Locate(new Vector<float>(values)), Locate(new Vector<float>(values[Vector<float>.Count..])));

    private Vector<uint> Locate(Vector<float> values)
    {
        var position = Transform == ScaleTransform.Logarithm
            ? Vector.Log(Vector.Max(values * new Vector<float>(_origin), new Vector<float>(float.Epsilon)))
            : values - new Vector<float>(_origin);
        position *= new Vector<float>(_factor);
        if (Bends)
            position = Bend(position) * new Vector<float>(LastStep);
        position = Vector.Min(Vector.Max(position, Vector<float>.Zero), new Vector<float>(LastStep));
        var step = Vector.ConvertToInt32(position + new Vector<float>(0.5f)) + Vector<int>.One;
        return Vector.AsVectorUInt32(step & Vector.Equals(values, values));
    }

    private Vector<float> Bend(Vector<float> position)
    {
        position = Vector.Min(Vector.Max(position, Vector<float>.Zero), Vector<float>.One);
        if (Transform == ScaleTransform.SquareRoot)
            position = Vector.SquareRoot(position);
        return _inverseGamma == 1
            ? position
            : Vector.ConditionalSelect(
                Vector.GreaterThan(position, Vector<float>.Zero),
                Vector.Exp(Vector.Log(position) * new Vector<float>(_inverseGamma)),
                Vector<float>.Zero);
    }

    private static uint[] EntriesOf(Colormap colormap)
    {
        ArgumentNullException.ThrowIfNull(colormap);
        var entries = new uint[StepCount + 1];
        for (var step = 0; step < StepCount; step++)
            entries[step + 1] = colormap.At((double)step / LastStep);
        return entries;
    }
}
