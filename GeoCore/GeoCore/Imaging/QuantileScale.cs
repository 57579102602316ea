namespace GeoCore.Imaging;

/// <summary>A colormap spread so that every colour has the same share of a sample's values.</summary>
/// <remarks>Step k of 0 to 254 begins where (k − ½) / 254 of the sample is smaller; equal values have one colour, however many they are.</remarks>
public sealed class QuantileScale : RangeScale
{
    private const int LastStep = ContinuousScale.StepCount - 1;

    private readonly float[] _starts;
    private readonly float[] _quantiles;

    /// <summary>Creates a scale.</summary>
    /// <param name="quantiles">Values that 0, 1/n, … n/n of the sample are no larger than, ascending; two at least.</param>
    /// <param name="colormap">Colours.</param>
    /// <param name="options">Gamma, opacity, threshold, or null for none.</param>
    /// <exception cref="ArgumentException">The quantiles are too few, not finite or not ascending.</exception>
    public QuantileScale(IReadOnlyList<float> quantiles, Colormap colormap, ScaleOptions? options = null)
        : base(EntriesOf(colormap, options ?? ScaleOptions.Default), options ?? ScaleOptions.Default, quantiles is [var first, ..] ? first : 0, quantiles is [.., var last] ? last : 0)
    {
        ArgumentNullException.ThrowIfNull(quantiles);
        if (quantiles.Count < 2)
            throw new ArgumentException("A scale of quantiles needs two.", nameof(quantiles));
        for (var i = 0; i < quantiles.Count; i++)
        {
            if (!float.IsFinite(quantiles[i]) || (i > 0 && quantiles[i] < quantiles[i - 1]))
                throw new ArgumentException("Quantiles are finite and ascend.", nameof(quantiles));
        }

        _quantiles = [.. quantiles];
        _starts = new float[LastStep];
        for (var step = 1; step <= LastStep; step++)
            _starts[step - 1] = (float)ValueAt((step - 0.5) / LastStep);
    }

    /// <inheritdoc/>
    public override ScaleTransform Transform => ScaleTransform.Quantile;

    /// <inheritdoc/>
    public override double ValueAt(double position)
    {
        var place = Math.Clamp(position, 0, 1) * (_quantiles.Length - 1);
        var lower = Math.Min((int)place, _quantiles.Length - 2);
        return _quantiles[lower] + ((_quantiles[lower + 1] - (double)_quantiles[lower]) * (place - lower));
    }

    /// <inheritdoc/>
    public override double PositionOf(double value)
    {
        var found = Array.BinarySearch(_quantiles, (float)value);
        if (found >= 0)
            return (double)found / (_quantiles.Length - 1);
        var upper = ~found;
        if (upper == 0 || upper == _quantiles.Length)
            return upper == 0 ? 0 : 1;
        var width = _quantiles[upper] - (double)_quantiles[upper - 1];
        return (upper - 1 + ((value - _quantiles[upper - 1]) / width)) / (_quantiles.Length - 1);
    }

    private protected override void Locate(ReadOnlySpan<float> values, Span<ushort> entries)
    {
        for (var i = 0; i < values.Length; i++)
            entries[i] = float.IsNaN(values[i]) ? (ushort)0 : (ushort)(1 + CountUpTo(values[i]));
    }

    /// <summary>Steps that begin at a value or below.</summary>
    private int CountUpTo(float value)
    {
        int low = 0, high = _starts.Length;
        while (low < high)
        {
            var middle = (low + high) >> 1;
            if (_starts[middle] <= value)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static uint[] EntriesOf(Colormap colormap, ScaleOptions options)
    {
        ArgumentNullException.ThrowIfNull(colormap);
        var entries = new uint[ContinuousScale.StepCount + 1];
        for (var step = 0; step <= LastStep; step++)
            entries[step + 1] = colormap.At(Math.Pow((double)step / LastStep, 1 / options.Gamma));
        return entries;
    }
}
