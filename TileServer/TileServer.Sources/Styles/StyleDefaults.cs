using GeoCore.Imaging;

namespace TileServer.Sources.Styles;

/// <summary>How a layer is shown where options leave it open.</summary>
public sealed record StyleDefaults
{
    /// <summary>One range per band shown.</summary>
    public required IReadOnlyList<ValueRange> Ranges { get; init; }

    /// <summary>Name of a colormap, or a scale as JSON; used where there are no <see cref="Classes"/>.</summary>
    public string Colormap { get; init; } = Colormaps.Default.Name;

    /// <summary>What is done to values before they are spread over the colours.</summary>
    public ScaleTransform Transform { get; init; }

    /// <summary>Colours and names of single values; null where values are amounts.</summary>
    public IReadOnlyList<ScaleClass>? Classes { get; init; }

    /// <summary>Where a logarithmic scale begins if the range begins at 0 or below; 0 where no value is positive.</summary>
    public double SmallestPositive { get; init; }
}
