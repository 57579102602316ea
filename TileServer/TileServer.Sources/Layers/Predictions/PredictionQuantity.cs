using GeoCore.Imaging;
using GeoCore.Raster;

namespace TileServer.Sources.Layers.Predictions;

/// <summary>What the values of a map's layer can be.</summary>
internal sealed class PredictionQuantity
{
    /// <summary>Regions of half, 80, 90 and 95 % of the mass; what lies outside of the last is not shown. Colours after ColorBrewer's RdPu.</summary>
    private const string RegionColors =
        """[[[0,0.5],[122,1,119]],[[0.5,0.8],[197,27,138]],[[0.8,0.9],[247,104,161]],[[0.9,0.95],[251,180,185]]]""";

    private PredictionQuantity(string name, string title, string? unit) => (Name, Band) = (name, new LayerBand(1, title, unit, RasterDataType.Float32, null));

    /// <summary>Probability per km²: the default.</summary>
    internal static PredictionQuantity Density { get; } = new("density", "Probability per km²", "1/km²") { Transform = ScaleTransform.Logarithm };

    /// <summary>Probability of a cell.</summary>
    internal static PredictionQuantity Probability { get; } = new("probability", "Probability of the cell", null) { Transform = ScaleTransform.Logarithm };

    /// <summary>Its order of magnitude.</summary>
    internal static PredictionQuantity LogDensity { get; } = new("log10density", "Order of magnitude of the probability per km²", "log10(1/km²)");

    /// <summary>Probability of all denser cells: below q is the highest-density region of mass q.</summary>
    internal static PredictionQuantity Level { get; } = new("hdr", "Highest-density region", null) { Colormap = RegionColors };

    /// <summary>All of them, the default first.</summary>
    internal static IReadOnlyList<PredictionQuantity> All { get; } = [Density, Probability, LogDensity, Level];

    /// <summary>As in <c>quantity</c>.</summary>
    internal string Name { get; }

    /// <summary>What the plane is.</summary>
    internal LayerBand Band { get; }

    /// <summary>What is done to values before they are coloured.</summary>
    internal ScaleTransform Transform { get; private init; }

    /// <summary>Name of the default colormap, or a scale as JSON.</summary>
    internal string Colormap { get; private init; } = Colormaps.Default.Name;

    /// <summary>Values of a level's cells, before <see cref="Convert"/>.</summary>
    internal float[] PlaneOf(PredictionLevel level) =>
        this == Level ? level.Levels : this == Probability ? level.Probabilities : level.Densities;

    /// <summary>How the values of places in a pixel become one.</summary>
    internal PredictionPixels.Joining Joining => this == Level ? PredictionPixels.Joining.Least : PredictionPixels.Joining.Mean;

    /// <summary>Turns what was looked up into the quantity; there is no order of magnitude of nothing.</summary>
    internal void Convert(Span<float> values)
    {
        if (this != LogDensity)
            return;
        foreach (ref var value in values)
            value = value > 0 ? MathF.Log10(value) : float.NaN;
    }
}
