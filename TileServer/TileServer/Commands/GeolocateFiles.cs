using GeoCore.Geodesy;
using GeoCore.Imaging;
using GeoCore.Raster;
using GeoCore.Tiling;
using TileServer.Evaluations;
using TileServer.Layers.Predictions;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;

namespace TileServer.Commands;

/// <summary>The files of <c>geolocate</c>.</summary>
internal static class GeolocateFiles
{
    private const int Width = 1440;
    private const int Height = 720;
    private const int Margin = 12;

    /// <summary>Writes those that are asked for, each as a whole or not at all.</summary>
    internal static void Write(PredictionLayer layer, GeolocateRequest request)
    {
        Write(request.Out, () => CoverageEndpoints.Make(layer, RenderOptions.Default));
        Write(request.Png, () => Draw(layer));
        Write(request.GeoJson, () => RegionFeatures.Write(layer, PredictionEndpoints.UsualMasses));
    }

    private static void Write(string? path, Func<byte[]> make)
    {
        if (path is not null)
            OutputFile.Write(Path.GetDirectoryName(Path.GetFullPath(path))!, Path.GetFileName(path), make());
    }

    /// <summary>The Earth in longitude and latitude on white, with its legend beneath.</summary>
    private static byte[] Draw(PredictionLayer layer)
    {
        var grid = new PixelGrid(Crs84.Instance, -180, 90, 360.0 / Width, 180.0 / Height, 0, 0, Width, Height);
        var values = new PixelBuffer<float>(1, Width, Height);
        layer.Render(grid, RenderOptions.Default, values, CancellationToken.None);
        var style = (BandStyle)RenderStyles.StyleOf(layer, RenderOptions.Default);
        var legend = Legend.ToPixels(style.Scale, new LegendOptions { Orientation = LegendOrientation.Horizontal, Width = Width / 2, Label = "Probability per km²" });
        var height = Height + legend.Height + (2 * Margin);
        var picture = new uint[Width * height];
        picture.AsSpan().Fill(PackedColor.Pack(255, 255, 255));
        style.Paint(values, picture.AsSpan(0, Width * Height));
        for (var row = 0; row < legend.Height; row++)
            legend.Pixels.AsSpan(row * legend.Width, Math.Min(legend.Width, Width - Margin)).CopyTo(picture.AsSpan(((Height + Margin + row) * Width) + Margin));
        return PngEncoder.Instance.Encode(picture, Width, height);
    }
}
