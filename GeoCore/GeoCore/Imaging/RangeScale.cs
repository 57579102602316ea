namespace GeoCore.Imaging;

/// <summary>A colour scale over an interval of amounts: it can be drawn as a ramp with ticks.</summary>
public abstract class RangeScale : ColorScale
{
    private protected RangeScale(uint[] entries, ScaleOptions options, double minimum, double maximum)
        : base(entries, options)
    {
        Minimum = minimum;
        Maximum = maximum;
    }

    /// <summary>Value at position 0; smaller values take its colour.</summary>
    public double Minimum { get; }

    /// <summary>Value at position 1; larger values take its colour.</summary>
    public double Maximum { get; }

    /// <summary>How positions on the ramp stand for values.</summary>
    public abstract ScaleTransform Transform { get; }

    /// <inheritdoc/>
    public override bool IsCategorical => false;

    /// <summary>Value at a position of the ramp.</summary>
    /// <param name="position">0 to 1.</param>
    public virtual double ValueAt(double position) => position switch
    {
        <= 0 => Minimum,
        >= 1 => Maximum,
        _ => Transform switch
        {
            ScaleTransform.Logarithm => Minimum * Math.Pow(Maximum / Minimum, position),
            ScaleTransform.SquareRoot => Minimum + ((Maximum - Minimum) * position * position),
            _ => Minimum + ((Maximum - Minimum) * position),
        },
    };

    /// <summary>Position of a value on the ramp, 0 to 1.</summary>
    public virtual double PositionOf(double value)
    {
        if (Maximum <= Minimum)
            return value > Maximum ? 1 : 0;
        var inside = Math.Clamp(value, Minimum, Maximum);
        return Transform switch
        {
            ScaleTransform.Logarithm => Math.Log(inside / Minimum) / Math.Log(Maximum / Minimum),
            ScaleTransform.SquareRoot => Math.Sqrt((inside - Minimum) / (Maximum - Minimum)),
            _ => (inside - Minimum) / (Maximum - Minimum),
        };
    }
}

/// <summary>What is done to values before they are spread evenly over the colours.</summary>
public enum ScaleTransform
{
    /// <summary>Nothing.</summary>
    Linear,

    /// <summary>Logarithm; the minimum must be above 0.</summary>
    Logarithm,

    /// <summary>Square root of the distance from the minimum.</summary>
    SquareRoot,

    /// <summary>Share of smaller values.</summary>
    Quantile,
}
