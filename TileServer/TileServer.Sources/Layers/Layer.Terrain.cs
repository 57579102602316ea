using GeoCore.Raster;
using GeoCore.Raster.Terrain;
using GeoCore.Tiling;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <content>Planes that are computed from heights and their neighbours.</content>
public abstract partial class Layer
{
    private const int SteepestDegrees = 60, SteepestPercent = 150;

    private static readonly string[] s_channels = ["red", "green", "blue"];

    /// <summary>Whole numbers that are pictures of heights rather than amounts.</summary>
    private static IReadOnlyList<LayerBand> TerrainPlanesOf(TerrainAlgorithm algorithm, TerrainOptions terrain, LayerBand heights) => algorithm switch
    {
        TerrainAlgorithm.Hillshade => [new LayerBand(1, "hillshade", null, RasterDataType.Byte, 0)],
        TerrainAlgorithm.Slope => [new LayerBand(1, "slope", terrain.IsPercent ? "%" : "°", RasterDataType.Float32, null)],
        TerrainAlgorithm.Contours => [new LayerBand(1, "contours", heights.Unit, RasterDataType.Float32, null)],
        _ => [.. s_channels.Select((name, index) => new LayerBand(index + 1, name, null, RasterDataType.Byte, null))],
    };

    private StyleDefaults TerrainDefaultsOf(TerrainAlgorithm algorithm, RenderOptions options)
    {
        var inner = HeightsOf(options);
        return algorithm switch
        {
            TerrainAlgorithm.Hillshade => new StyleDefaults { Ranges = [new ValueRange(0, byte.MaxValue)], Colormap = "gray" },
            TerrainAlgorithm.Slope => new StyleDefaults { Ranges = [new ValueRange(0, options.Terrain.IsPercent ? SteepestPercent : SteepestDegrees)] },
            TerrainAlgorithm.Contours => new StyleDefaults { Ranges = DefaultsOf(inner).Ranges },
            _ => new StyleDefaults { Ranges = [.. Enumerable.Repeat(new ValueRange(0, byte.MaxValue), 3)] },
        };
    }

    private void RenderTerrain(PixelGrid grid, RenderOptions options, TerrainAlgorithm algorithm, PixelBuffer<float> values, CancellationToken cancellationToken)
    {
        // pixels beyond the window's edge are those of the neighbouring tiles, so that no seam can show
        var grown = grid with { Column = grid.Column - 1, Row = grid.Row - 1, Width = grid.Width + 2, Height = grid.Height + 2 };
        var heights = s_operands.Rent(1, grown.Width, grown.Height);
        try
        {
            Render(grown, HeightsOf(options), heights, cancellationToken);
            TerrainPlanes.Compute(algorithm, options.Terrain, grid, heights, values);
        }
        finally
        {
            s_operands.Return(heights);
        }
    }

    /// <summary>Asks for the heights themselves.</summary>
    private RenderOptions HeightsOf(RenderOptions options)
    {
        if (IsCategorical && options.Expression is null)
            throw new OptionException("algorithm", null, "no algorithm: the values of this layer are names, not heights");
        var inner = options with { Algorithm = null, Terrain = TerrainOptions.Default, Rescale = [], Scale = null, Colormap = null, Threshold = null, Exact = true };
        return PlanesOf(inner) is [_]
            ? inner
            : throw new OptionException("bidx", null, "one band of heights, for an algorithm");
    }
}
