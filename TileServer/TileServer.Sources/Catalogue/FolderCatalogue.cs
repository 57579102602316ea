using GeoCore.Artifacts;
using GeoCore.Audio;
using GeoCore.Features;
using GeoCore.Geolocation.Models;
using GeoCore.Raster;
using GeoCore.Tiling.Archives;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;
using TileServer.Sources.Layers.Features;
using TileServer.Sources.Layers.Predictions;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Catalogue;

/// <summary>Finds the layers in folders: every GeoTIFF, virtual raster and mosaic, every archive of tiles, every file of features, and every folder that is an artifact: a location encoder (one with a posterior is two layers) a stored probability of places, or a locator of pictures.</summary>
public static class FolderCatalogue
{
    /// <summary>Opens everything. What cannot be opened is listed with its reason and stops nothing else.</summary>
    /// <param name="paths">Folders; also single GeoTIFF files and artifact folders.</param>
    /// <param name="openers">How files become layers.</param>
    /// <returns>Layers in the order of the paths and of their names.</returns>
    /// <exception cref="DirectoryNotFoundException">A path does not exist.</exception>
    public static LayerCatalogue Load(IEnumerable<string> paths, LayerOpeners openers)
    {
        ArgumentNullException.ThrowIfNull(paths);
        ArgumentNullException.ThrowIfNull(openers);
        return new FolderLayers([.. paths], openers).Load();
    }

    /// <summary>Finds what looks like a layer, with an identifier for each.</summary>
    /// <param name="paths">Folders; also single GeoTIFF files and artifact folders.</param>
    /// <param name="openers">How files become layers.</param>
    /// <param name="failures">Receives manifests that cannot be read.</param>
    /// <param name="mayBeMissing">Whether a path that does not exist holds nothing instead of being a fault.</param>
    /// <exception cref="DirectoryNotFoundException">A path does not exist.</exception>
    internal static List<Candidate> Find(IEnumerable<string> paths, LayerOpeners openers, List<FailedLayer> failures, bool mayBeMissing)
    {
        var candidates = new List<Candidate>();
        foreach (var path in paths.Where(path => !mayBeMissing || Path.Exists(path)))
            candidates.AddRange(CandidatesAt(Path.TrimEndingDirectorySeparator(path), openers, failures));

        // identifiers are given in order, before any file is opened: neither speed nor a broken file changes them
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < candidates.Count; i++)
            candidates[i] = candidates[i] with { Id = LayerId.MakeUnique(candidates[i].Id, taken) };
        return candidates;
    }

    private static List<Candidate> CandidatesAt(string path, LayerOpeners openers, List<FailedLayer> failures)
    {
        if (File.Exists(path))
            return FileAt(path, openers, ManifestOf(Path.GetDirectoryName(Path.GetFullPath(path))!, failures), isNamed: true);
        if (!Directory.Exists(path))
            throw new DirectoryNotFoundException($"There is no folder or file '{path}'.");
        if (LocationEncoderArtifact.IsArtifact(path))
            return ArtifactAt(path, openers);
        var manifest = ManifestOf(path, failures);
        var files = Names(Directory.EnumerateFiles(path)).SelectMany(file => FileAt(file, openers, manifest, isNamed: false));
        var artifacts = Names(Directory.EnumerateDirectories(path))
            .Where(LocationEncoderArtifact.IsArtifact)
            .SelectMany(folder => ArtifactAt(folder, openers));
        return [.. files, .. artifacts];
    }

    /// <summary>In order of names, without those that begin with a dot: they are hidden, or a publication that was cut off.</summary>
    private static IOrderedEnumerable<string> Names(IEnumerable<string> paths) =>
        paths.Where(path => !Path.GetFileName(path).StartsWith('.')).Order(StringComparer.Ordinal);

    /// <summary>What a file is, by its extension.</summary>
    /// <param name="path">The file.</param>
    /// <param name="openers">How files become layers.</param>
    /// <param name="manifest">Texts for it.</param>
    /// <param name="isNamed">Whether it was named itself: what is of no known kind is a raster then.</param>
    private static List<Candidate> FileAt(string path, LayerOpeners openers, LayerManifest manifest, bool isNamed) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".TIF" or ".TIFF" => [RasterAt(path, openers, manifest)],
        ".VRT" when openers.SourcesOf is { } sources => [VirtualAt(path, sources, openers, manifest)],
        ".JSON" when path.EndsWith(MosaicFile.Ending, StringComparison.OrdinalIgnoreCase) => [MosaicAt(path, openers, manifest)],
        ".MBTILES" or ".PMTILES" when openers.OpenArchive is { } open => [ArchiveAt(path, open, manifest)],
        ".GPKG" when openers.OpenFeatures is { } open => PackageAt(path, open, openers, manifest),
        ".GEOJSON" or ".SHP" when openers.OpenFeatures is { } open => [FeaturesAt(path, manifest.IdOf(Path.GetFileName(path)), "", open, manifest)],
        ".JSON" when openers.OpenTable is { } open && path.EndsWith(open.Ending, StringComparison.OrdinalIgnoreCase) => [TableAt(path, open, manifest)],
        _ => isNamed ? [RasterAt(path, openers, manifest)] : [],
    };

    /// <summary>A layer for each table of features; a package without any holds rasters.</summary>
    private static List<Candidate> PackageAt(string path, FeatureOpener open, LayerOpeners openers, LayerManifest manifest)
    {
        var id = manifest.IdOf(Path.GetFileName(path));
        try
        {
            return open.TablesOf(path) switch
            {
                [] => [RasterAt(path, openers, manifest)],
                [var only] => [FeaturesAt(path, id, only, open, manifest)],
                var tables => [.. tables.Select(table => FeaturesAt(path, LayerId.FromPath($"{id}-{table}", isFolder: true), table, open, manifest))],
            };
        }
        catch (FeatureException fault)
        {
            return [new Candidate(id, path, Fingerprint.OfFeatures(path), _ => throw new FeatureException(fault.Message, fault))];
        }
    }

    /// <summary>A table changes without its file; one that cannot be asked counts as changed, and is served as it was.</summary>
    private static Candidate TableAt(string path, TableOpener open, LayerManifest manifest)
    {
        var name = Path.GetFileName(path);
        string state;
        try
        {
            state = open.FingerprintOf(path);
        }
        catch (FeatureException fault)
        {
            state = fault.Message;
        }

        return new Candidate(
            manifest.IdOf(name, open.Ending), path, $"{Fingerprint.OfRaster(path)} {state}", id => new VectorLayer(manifest.DescriptionOf(name, id, open.Ending), open.Open(path)));
    }

    private static Candidate FeaturesAt(string path, string id, string table, FeatureOpener open, LayerManifest manifest) => new(id, path, Fingerprint.OfFeatures(path), unique =>
    {
        var description = manifest.DescriptionOf(Path.GetFileName(path), unique);
        return new VectorLayer(description.Title == Path.GetFileNameWithoutExtension(path) && table.Length > 0 ? description with { Title = table } : description, open.Open(path, table));
    });

    private static Candidate VirtualAt(string path, Func<string, IReadOnlyList<string>> sourcesOf, LayerOpeners openers, LayerManifest manifest)
    {
        var candidate = RasterAt(path, openers, manifest);
        try
        {
            return candidate with { Fingerprint = Fingerprint.OfList(path, sourcesOf(path)) };
        }
        catch (RasterException)
        {
            // opening it says the same, where it is listed
            return candidate;
        }
    }

    /// <summary>Many rasters as one. What is wrong with the list is a failure of this layer alone.</summary>
    private static Candidate MosaicAt(string path, LayerOpeners openers, LayerManifest manifest)
    {
        var name = Path.GetFileName(path);
        var id = manifest.IdOf(name, MosaicFile.Ending);
        try
        {
            var mosaic = MosaicFile.Read(path);
            return new Candidate(id, path, Fingerprint.OfList(path, mosaic.Paths.Where(member => !MosaicFile.IsRemote(member))), unique => new RasterLayer(
                manifest.DescriptionOf(name, unique, MosaicFile.Ending), mosaic.Open(openers), (openers.Style ?? ConfiguredStyle.None).Over(manifest.StyleOf(name)), openers.Blocks));
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            return new Candidate(id, path, Fingerprint.OfRaster(path), _ => throw new InvalidDataException(fault.Message, fault));
        }
    }

    private static Candidate ArchiveAt(string path, Func<string, ITileArchive> open, LayerManifest manifest)
    {
        var name = Path.GetFileName(path);
        return new Candidate(manifest.IdOf(name), path, Fingerprint.OfRaster(path), id => new ArchiveLayer(manifest.DescriptionOf(name, id), path, open(path)));
    }

    private static Candidate RasterAt(string path, LayerOpeners openers, LayerManifest manifest)
    {
        var name = Path.GetFileName(path);
        return new Candidate(
            manifest.IdOf(name), path, Fingerprint.OfRaster(path),
            id =>
            {
                var style = (openers.Style ?? ConfiguredStyle.None).Over(manifest.StyleOf(name));
                return new RasterLayer(manifest.DescriptionOf(name, id), openers.OpenRaster(path), style, openers.Blocks);
            });
    }

    /// <summary>The map, and behind it the layer of its uncertainty where the artifact has a posterior.</summary>
    private static List<Candidate> ArtifactAt(string path, LayerOpeners openers)
    {
        var (id, fingerprint) = (LayerId.FromPath(path, isFolder: true), Fingerprint.OfFolder(path));
        switch (ArtifactFormat.Of(path))
        {
            case PredictionCard.CurrentFormat:
                return [new(id, path, fingerprint, unique => PredictionLayer.Load(path, unique, openers.OpenRaster))];
            case DetectorCard.CurrentFormat:
                return []; // scores speech, and is no map
            case GeolocatorCard.CurrentFormat:
                return openers.LoadLocator is { } load ? [new(id, path, fingerprint, unique => load(path, unique))] : [];
            case { } format when LearnerArtifact.IsFormat(format):
                return []; // read by its learner alone
        }

        List<Candidate> candidates = [new(id, path, fingerprint, unique => (openers.LoadArtifact ?? EncoderLayer.Load)(path, unique))];
        if (LocationEncoderArtifact.HasPosterior(path))
            candidates.Add(new(LayerId.FromPath($"{id}-uncertainty", isFolder: true), path, fingerprint, unique => EncoderLayer.LoadUncertainty(path, unique)));
        return candidates;
    }

    /// <summary>A manifest that cannot be read costs the texts, not the layers.</summary>
    private static LayerManifest ManifestOf(string folder, List<FailedLayer> failures)
    {
        try
        {
            return LayerManifest.OfFolder(folder);
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            failures.Add(new FailedLayer("manifest", Path.Combine(folder, LayerManifest.FileName), fault.Message));
            return LayerManifest.Empty;
        }
    }
}
