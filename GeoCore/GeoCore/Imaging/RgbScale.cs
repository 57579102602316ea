using System.Numerics;

namespace GeoCore.Imaging;

/// <summary>Turns three bands into red, green and blue.</summary>
/// <remarks>A channel is 255 · ((value − minimum) / (maximum − minimum))^(1/gamma), rounded, halves up; a pixel with NaN in any band is nodata.</remarks>
public sealed class RgbScale
{
    private readonly Stretch[] _stretches;

    /// <summary>Creates a scale that stretches every band alike.</summary>
    /// <param name="minimum">Value of channel 0.</param>
    /// <param name="maximum">Value of channel 255.</param>
    /// <param name="options">Gamma, opacity, nodata colour, or null; the threshold does not apply.</param>
    public RgbScale(double minimum = 0, double maximum = 255, ScaleOptions? options = null)
        : this([(minimum, maximum), (minimum, maximum), (minimum, maximum)], options)
    {
    }

    /// <summary>Creates a scale.</summary>
    /// <param name="ranges">Minimum and maximum of red, green and blue.</param>
    /// <param name="options">Gamma, opacity, nodata colour, or null; the threshold does not apply.</param>
    /// <exception cref="ArgumentException">There are not three ranges, or one is not finite or not ascending.</exception>
    public RgbScale(ReadOnlySpan<(double Minimum, double Maximum)> ranges, ScaleOptions? options = null)
    {
        if (ranges.Length != 3)
            throw new ArgumentException($"Three ranges are needed, not {ranges.Length}.", nameof(ranges));
        Options = (options ?? ScaleOptions.Default).Checked();
        Ranges = ranges.ToArray();
        _stretches = new Stretch[3];
        for (var i = 0; i < 3; i++)
            _stretches[i] = new Stretch(ranges[i].Minimum, ranges[i].Maximum, Options.Gamma);
    }

    /// <summary>Gamma, opacity, colour of nodata.</summary>
    public ScaleOptions Options { get; }

    /// <summary>Minimum and maximum of red, green and blue.</summary>
    public IReadOnlyList<(double Minimum, double Maximum)> Ranges { get; }

    /// <summary>Colours many pixels.</summary>
    /// <param name="red">Values of the red band, NaN being nodata.</param>
    /// <param name="green">As many values of the green band.</param>
    /// <param name="blue">As many values of the blue band.</param>
    /// <param name="colors">Receives as many packed colours.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    public void Paint(ReadOnlySpan<float> red, ReadOnlySpan<float> green, ReadOnlySpan<float> blue, Span<uint> colors)
    {
        if (green.Length != red.Length || blue.Length != red.Length || colors.Length < red.Length)
            throw new ArgumentException("The bands and the picture differ in length.", nameof(colors));
        var i = 0;
        for (; i <= red.Length - Vector<float>.Count; i += Vector<float>.Count)
            Paint(new Vector<float>(red[i..]), new Vector<float>(green[i..]), new Vector<float>(blue[i..])).CopyTo(colors[i..]);
        if (i == red.Length)
            return;
        Span<float> padded = stackalloc float[3 * Vector<float>.Count];
        padded.Clear();
        red[i..].CopyTo(padded);
        green[i..].CopyTo(padded[Vector<float>.Count..]);
        blue[i..].CopyTo(padded[(2 * Vector<float>.Count)..]);
        Span<uint> painted = stackalloc uint[Vector<uint>.Count];
        Paint(
            new Vector<float>(padded),
            new Vector<float>(padded[Vector<float>.Count..]),
            new Vector<float>(padded[(2 * Vector<float>.Count)..])).CopyTo(painted);
        painted[..(red.Length - i)].CopyTo(colors[i..]);
    }

    private Vector<uint> Paint(Vector<float> red, Vector<float> green, Vector<float> blue)
    {
        var valid = Vector.Equals(red, red) & Vector.Equals(green, green) & Vector.Equals(blue, blue);
        var alpha = PackedColor.WithOpacity(0xFF000000, Options.Opacity);
        var color = _stretches[0].Channel(red)
            | Vector.ShiftLeft(_stretches[1].Channel(green), 8)
            | Vector.ShiftLeft(_stretches[2].Channel(blue), 16)
            | new Vector<uint>(alpha);
        return Vector.ConditionalSelect(Vector.AsVectorUInt32(valid), color, new Vector<uint>(Options.NoDataColor));
    }

    /// <summary>What is done to one band.</summary>
    private readonly struct Stretch
    {
        private readonly float _minimum;
        private readonly float _factor;
        private readonly float _inverseGamma;

        internal Stretch(double minimum, double maximum, double gamma)
        {
            if (!double.IsFinite(minimum) || !double.IsFinite(maximum) || !(maximum - minimum <= float.MaxValue))
                throw new ArgumentException("The range is not made of finite numbers.", nameof(maximum));
            if (maximum < minimum)
                throw new ArgumentException("The minimum is above the maximum.", nameof(maximum));
            _minimum = (float)minimum;
            _factor = (float)Math.Min(255 / (maximum - minimum), float.MaxValue);
            _inverseGamma = (float)(1 / gamma);
        }

        internal Vector<uint> Channel(Vector<float> values)
        {
            var channel = (values - new Vector<float>(_minimum)) * new Vector<float>(_factor);
            channel = Vector.Min(Vector.Max(channel, Vector<float>.Zero), new Vector<float>(255));
            if (_inverseGamma != 1)
            {
                var bent = Vector.Exp(Vector.Log(channel / new Vector<float>(255)) * new Vector<float>(_inverseGamma));
                channel = Vector.ConditionalSelect(
                    Vector.GreaterThan(channel, Vector<float>.Zero), bent * new Vector<float>(255), Vector<float>.Zero);
            }

            return Vector.AsVectorUInt32(Vector.ConvertToInt32(channel + new Vector<float>(0.5f)));
        }
    }
}
