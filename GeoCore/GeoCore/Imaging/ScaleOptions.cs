namespace GeoCore.Imaging;

/// <summary>What every colour scale understands besides its colours.</summary>
public sealed record ScaleOptions
{
    /// <summary>Nothing hidden, nothing bent, opaque.</summary>
    public static ScaleOptions Default { get; } = new();

    /// <summary>Position p becomes p^(1/gamma), so more than 1 brings out the low end. 0.1 to 10; only scales with a range use it.</summary>
    public double Gamma { get; init; } = 1;

    /// <summary>Factor on every colour's alpha, 0 to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary>Values below this are shown as nodata; null hides none.</summary>
    public double? HideBelow { get; init; }

    /// <summary>Packed colour of nodata, unchanged by <see cref="Opacity"/>.</summary>
    public uint NoDataColor { get; init; } = PackedColor.Transparent;

    internal ScaleOptions Checked()
    {
        if (!(Gamma is >= 0.1 and <= 10))
            throw new ArgumentOutOfRangeException(nameof(Gamma), Gamma, "Gamma is 0.1 to 10.");
        if (!(Opacity is >= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(Opacity), Opacity, "Opacity is 0 to 1.");
        if (HideBelow is { } threshold && double.IsNaN(threshold))
            throw new ArgumentOutOfRangeException(nameof(HideBelow), threshold, "A threshold is a number.");
        return this;
    }
}
