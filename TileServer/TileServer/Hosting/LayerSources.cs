using GeoCore.Archives;
using GeoCore.Artifacts;
using GeoCore.Audio;
using GeoCore.Gdal;
using GeoCore.Gdal.Features;
using GeoCore.Geolocation.Models;
using GeoCore.PostGis;
using GeoCore.Skia;
using TileServer.Commands;
using TileServer.Sources.Catalogue;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Hosting;

/// <summary>Registers the libraries that read and write files, so that the rooms below know none of them.</summary>
internal static class LayerSources
{
    private static readonly string[] s_shipped = ["raster-data", Path.Combine("Learners", "Published")];

    /// <summary>Where training publishes unless it is told otherwise.</summary>
    private static readonly string s_trained = Path.Combine("artifacts", "models");

    private static readonly TableOpener s_tables = new(
        PostgisTable.FileEnding, path => PostgisFeatures.FingerprintOf(PostgisTable.Read(path)), path => PostgisFeatures.Open(PostgisTable.Read(path)));

    /// <summary>Formats that can be written.</summary>
    internal static TileEncoders Encoders { get; } = TileEncoders.Default
        .With(TileFormat.Webp, WebpEncoder.Lossless, WebpEncoder.Photograph)
        .With(TileFormat.Jpeg, JpegEncoder.Photograph, JpegEncoder.Photograph)
        .With(TileFormat.GeoTiff, (values, grid, type, noData) => GdalCog.EncodeTile(values, new RasterProfile(grid.Crs, grid.Envelope, type, noData)));

    /// <summary>Loads a locator of pictures from its folder under an identifier.</summary>
    internal static Func<string, string, PictureLocator> LoadLocator => Geolocation.PublishedLocator.Load;

    /// <summary>Opens a locator of pictures.</summary>
    /// <param name="model">A folder, or the name of one among what comes with GeoSuite and what has been trained here; null for the first of those.</param>
    /// <exception cref="UsageException">There is none.</exception>
    internal static PictureLocator OpenLocator(string? model)
    {
        var folders = model is not null && Directory.Exists(model)
            ? [model]
            : ((string[])[.. Shipped(), .. Trained()]).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal)
                .Where(folder => model is null || LayerId.FromPath(folder, isFolder: true) == model);
        var found = folders.FirstOrDefault(folder => GeolocatorArtifact.IsGeolocator(folder));
        if (found is null)
            throw new UsageException($"{(model is null ? "there is no model" : $"--model: '{model}' is no model")} that says where pictures were taken; ./geosuite train geolocator makes one.");
        try
        {
            return LoadLocator(found, LayerId.FromPath(Path.TrimEndingDirectorySeparator(Path.GetFullPath(found)), isFolder: true));
        }
        catch (ArtifactException fault)
        {
            throw new UsageException($"--model: {found}: {fault.Message}");
        }
    }

    /// <summary>Folder of a detector of fake speech among what comes with GeoSuite and what has been trained here, or null.</summary>
    /// <param name="model">Its name.</param>
    internal static string? FindDetector(string model) => ((string[])[.. Shipped(), .. Trained()]).Where(Directory.Exists).SelectMany(Directory.EnumerateDirectories).Order(StringComparer.Ordinal)
        .FirstOrDefault(folder => Path.GetFileName(folder) == model && SpeechDetector.IsDetector(folder));

    /// <summary>Opens layers.</summary>
    /// <param name="paths">Folders or files; none means what comes with GeoSuite.</param>
    /// <param name="style">Colours and range of all rasters, or null for their own.</param>
    /// <exception cref="UsageException">A folder does not exist.</exception>
    internal static LayerCatalogue Load(IReadOnlyList<string> paths, ConfiguredStyle? style) => Load(Follow(paths, style, isWatching: false));

    /// <summary>Opens layers for the first time.</summary>
    /// <param name="layers">From <see cref="Follow"/>.</param>
    /// <exception cref="UsageException">A folder does not exist.</exception>
    internal static LayerCatalogue Load(FolderLayers layers)
    {
        try
        {
            return layers.Load();
        }
        catch (DirectoryNotFoundException fault)
        {
            throw new UsageException(fault.Message);
        }
    }

    /// <summary>Layers that can be loaded again and again.</summary>
    /// <param name="paths">Folders or files; none means what comes with GeoSuite and what has been trained here.</param>
    /// <param name="style">Colours and range of all rasters, or null for their own.</param>
    /// <param name="isWatching">Whether a folder may appear later, in one that exists.</param>
    /// <param name="remoteOrigins">Other servers whose GeoTIFFs may be read; null for none but those of the environment.</param>
    /// <exception cref="UsageException">A path cannot become a folder of layers.</exception>
    internal static FolderLayers Follow(IReadOnlyList<string> paths, ConfiguredStyle? style, bool isWatching, IReadOnlyList<string>? remoteOrigins = null)
    {
        var openers = new LayerOpeners(GdalRaster.Open, null, style) { LoadLocator = LoadLocator, OpenArchive = TileArchives.Open, OpenFeatures = new FeatureOpener(GdalFeatures.LayersOf, GdalFeatures.Open), OpenTable = s_tables, OpenRemote = new RemoteRasters(remoteOrigins ?? []).Open, SourcesOf = VrtFile.SourcesOf };
        if (paths.Count == 0)
            return new FolderLayers([.. Shipped(), .. Trained()], openers) { MayBeMissing = true };
        if (isWatching && paths.FirstOrDefault(path => !Path.Exists(path) && !MayAppear(path)) is { } wrong)
            throw new UsageException($"There is no folder or file '{wrong}'.");
        return new FolderLayers(paths, openers) { MayBeMissing = isWatching };
    }

    /// <summary>A name without an extension in a folder that exists: probably not a mistake in writing.</summary>
    private static bool MayAppear(string path) =>
        !Path.HasExtension(path) && Directory.Exists(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))));

    private static string[] Trained() => HomeFolder.Path is { } home ? [Path.Combine(home, s_trained)] : [];

    /// <summary>What comes with GeoSuite.</summary>
    private static string[] Shipped()
    {
        var folders = s_shipped.Select(folder => Path.Combine(HomeFolder.Path ?? AppContext.BaseDirectory, folder)).Where(Directory.Exists).ToArray();
        return folders.Length > 0 ? folders : throw new UsageException("FOLDER: no layers come with this program; name a folder of GeoTIFFs or models.");
    }
}
