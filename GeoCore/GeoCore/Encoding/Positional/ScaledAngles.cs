using System.Numerics.Tensors;

namespace GeoCore.Encoding.Positional;

/// <summary>Sines and cosines of one angle at all scales.</summary>
/// <param name="working">Twice as many doubles as scales.</param>
/// <param name="scales">S.</param>
internal readonly ref struct ScaledAngles(Span<double> working, int scales)
{
    /// <summary>sin(angle/α_s).</summary>
    public readonly Span<double> Sin = working[..scales];

    /// <summary>cos(angle/α_s).</summary>
    public readonly Span<double> Cos = working.Slice(scales, scales);

    /// <summary>Works them out.</summary>
    /// <param name="frequencies">1/α_s.</param>
    /// <param name="angle">In the unit of α.</param>
    public void Set(ReadOnlySpan<double> frequencies, double angle)
    {
        TensorPrimitives.Multiply(frequencies, angle, Cos);
        TensorPrimitives.SinCos(Cos, Sin, Cos);
    }
}
