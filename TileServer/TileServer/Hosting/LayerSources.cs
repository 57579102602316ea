using GeoCore.Gdal;
using GeoCore.Skia;
using TileServer.Commands;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Hosting;

/// <summary>Registers the libraries that read and write files, so that the rooms below know none of them.</summary>
internal static class LayerSources
{
    private static readonly string[] s_shipped = ["raster-data", Path.Combine("Learners", "Published")];

    /// <summary>Formats that can be written.</summary>
    internal static TileEncoders Encoders { get; } = TileEncoders.Default
        .With(TileFormat.Webp, WebpEncoder.Lossless, WebpEncoder.Photograph)
        .With(TileFormat.Jpeg, JpegEncoder.Photograph, JpegEncoder.Photograph)
        .With(TileFormat.GeoTiff, (values, grid, type, noData) => GdalCog.EncodeTile(values, new RasterProfile(grid.Crs, grid.Envelope, type, noData)));

    /// <summary>Opens layers.</summary>
    /// <param name="paths">Folders or files; none means what comes with GeoSuite.</param>
    /// <param name="style">Colours and range of all rasters, or null for their own.</param>
    /// <exception cref="UsageException">A folder does not exist.</exception>
    internal static LayerCatalogue Load(IReadOnlyList<string> paths, ConfiguredStyle? style)
    {
        try
        {
            return FolderCatalogue.Load(paths.Count > 0 ? paths : Shipped(), new LayerOpeners(GdalRaster.Open, null, style));
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <summary>What comes with GeoSuite.</summary>
    private static string[] Shipped()
    {
        var folders = s_shipped.Select(folder => Path.Combine(HomeFolder.Path ?? AppContext.BaseDirectory, folder)).Where(Directory.Exists).ToArray();
        return folders.Length > 0 ? folders : throw new UsageException("FOLDER: no layers come with this program; name a folder of GeoTIFFs or models.");
    }
}
