using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Raster.Expressions;
using GeoCore.Raster.Terrain;

namespace TileServer.Sources.Styles;

/// <summary>What a request can say about values and colours. Immutable; two that say the same are equal.</summary>
/// <remarks>Made from request parameters by <see cref="RenderOptionsReader"/>; <see cref="CanonicalText"/> is its inverse.</remarks>
public sealed record RenderOptions
{
    /// <summary>Nothing said.</summary>
    public static RenderOptions Default { get; } = new();

    /// <summary><c>bidx</c>: band numbers from 1; empty takes the layer's choice.</summary>
    public IReadOnlyList<int> Bands { get; init; } = [];

    /// <summary><c>expression</c>: what is computed from bands; null shows the bands themselves.</summary>
    public BandExpression? Expression { get; init; }

    /// <summary><c>algorithm</c>: what is made of heights; null shows the values themselves.</summary>
    public TerrainAlgorithm? Algorithm { get; init; }

    /// <summary><c>alg.azimuth</c> and so on: settings of the algorithm.</summary>
    public TerrainOptions Terrain { get; init; } = TerrainOptions.Default;

    /// <summary><c>rescale</c>: one range per band, or one for all; empty takes the layer's.</summary>
    public IReadOnlyList<ValueRange> Rescale { get; init; } = [];

    /// <summary><c>scale</c>: what is done to values first; null takes the layer's choice.</summary>
    public ScaleTransform? Scale { get; init; }

    /// <summary><c>colormap</c>: a name in lower case or JSON without blanks; null takes the layer's.</summary>
    public string? Colormap { get; init; }

    /// <summary><c>gamma</c>, 0.1 to 10.</summary>
    public double Gamma { get; init; } = 1;

    /// <summary><c>opacity</c>, 0 to 1.</summary>
    public double Opacity { get; init; } = 1;

    /// <summary><c>resampling</c>; null takes what fits the layer and the zoom.</summary>
    public Resampling? Resampling { get; init; }

    /// <summary><c>nodata</c>: a value that is nodata besides those that the file itself leaves out; null for none.</summary>
    public double? NoData { get; init; }

    /// <summary><c>bgcolor</c>: packed colour of nodata; null is transparent.</summary>
    public uint? Background { get; init; }

    /// <summary><c>quantity</c>: one of the layer's; null takes its first.</summary>
    public string? Quantity { get; init; }

    /// <summary><c>class</c>: code of the class whose probability is meant.</summary>
    public double? Class { get; init; }

    /// <summary><c>threshold</c>: smaller values are shown as nodata; null hides none.</summary>
    public double? Threshold { get; init; }

    /// <summary><c>exact</c>: every pixel of a prediction is computed, none interpolated.</summary>
    public bool Exact { get; init; }

    /// <summary>All that was said, sorted by name, without defaults, numbers in their shortest form that reads back the same: <c>colormap=magma&amp;opacity=0.5</c>.</summary>
    public string CanonicalText => RenderOptionsText.Write(this);

    /// <summary>Whether both say the same.</summary>
    public bool Equals(RenderOptions? other) => other is not null && CanonicalText == other.CanonicalText;

    /// <inheritdoc/>
    public override int GetHashCode() => CanonicalText.GetHashCode(StringComparison.Ordinal);

    /// <summary>The canonical text.</summary>
    public override string ToString() => CanonicalText;
}
