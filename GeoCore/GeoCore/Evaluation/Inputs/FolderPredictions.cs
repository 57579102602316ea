using GeoCore.Raster;

namespace GeoCore.Evaluation.Inputs;

/// <summary>A folder with a file a query, named as the query: GeoTIFF or NPY maps, or GeoJSON regions. One map is in memory at a time.</summary>
/// <param name="folder">The folder.</param>
/// <param name="options">How files become maps.</param>
/// <param name="openRaster">Opens a GeoTIFF.</param>
public sealed class FolderPredictions(string folder, MapOptions options, Func<string, IRasterSource> openRaster) : Predictions
{
    private double _progress;

    /// <inheritdoc/>
    public override double Progress => _progress;

    /// <inheritdoc/>
    public override void Visit(TruthTable truths, Action<Truth, QueryMap> visit, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(truths);
        ArgumentNullException.ThrowIfNull(visit);
        string[] files = [.. Directory.GetFiles(folder).Where(file => Path.GetFileName(file)[0] != '.').Order(StringComparer.Ordinal)];
        var done = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < files.Length; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var kind = FileKinds.Of(files[i]);
            var query = Path.GetFileNameWithoutExtension(files[i]);
            if (kind is FileKind.Npy or FileKind.Tiff or FileKind.GeoJson)
            {
                if (!done.Add(query))
                    throw new InputException($"{files[i]}: there is another file for query '{query}'.");
                if (truths.Find(query) is { } truth)
                    visit(truth, MapOf(files[i], kind, options, openRaster));
                else
                    QueriesWithoutTruth++;
            }

            _progress = (i + 1.0) / files.Length;
        }

        if (done.Count == 0)
            throw new InputException($"{folder}: there is no GeoTIFF, NPY or GeoJSON file in the folder.");
    }

    /// <summary>The map of a file.</summary>
    internal static QueryMap MapOf(string path, FileKind kind, MapOptions options, Func<string, IRasterSource> openRaster)
    {
        if (kind == FileKind.Npy)
            return RasterMaps.OfNpy(path, options);
        if (kind == FileKind.GeoJson)
            return new RegionMap(RegionFile.Of(path, options).All, options.TotalKm2);
        try
        {
            using var raster = openRaster(path);
            return RasterMaps.Of(path, raster, options);
        }
        catch (RasterException fault)
        {
            throw new InputException(fault.Message.Contains(path, StringComparison.Ordinal) ? fault.Message : $"{path}: {fault.Message}", fault);
        }
    }
}
