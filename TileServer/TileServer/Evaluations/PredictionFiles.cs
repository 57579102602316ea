using GeoCore.Evaluation.Inputs;
using GeoCore.Gdal;
using GeoCore.Parquet;

namespace TileServer.Evaluations;

/// <summary>Opens what users bring, by its content.</summary>
internal static class PredictionFiles
{
    /// <summary>Opens a table of any format.</summary>
    /// <exception cref="InputException">The file is no table.</exception>
    internal static TableReader OpenTable(string path) => FileKinds.Of(path) switch
    {
        FileKind.Csv => CsvTable.Open(path),
        FileKind.Parquet => ParquetTable.Open(path),
        var kind => throw new InputException($"{path}: a table in CSV or Parquet is wanted, and this is {kind}."),
    };

    /// <summary>Opens predictions.</summary>
    /// <param name="path">A table, a folder of maps or regions, one map for all queries, or regions of all queries.</param>
    /// <param name="options">How they become maps.</param>
    /// <param name="isGathered">Whether rows of a query may stand apart.</param>
    internal static Predictions Open(string path, MapOptions options, bool isGathered) => FileKinds.Of(path) switch
    {
        FileKind.Folder => new FolderPredictions(path, options, GdalRaster.Open),
        FileKind.GeoJson => new RegionPredictions(path, options),
        FileKind.Npy => new SharedPredictions(() => RasterMaps.OfNpy(path, options)),
        FileKind.Tiff => new SharedPredictions(() =>
        {
            using var raster = GdalRaster.Open(path);
            return RasterMaps.Of(path, raster, options);
        }),
        _ => new TablePredictions(() => OpenTable(path), options, isGathered),
    };

    /// <summary>Opens a raster of costs.</summary>
    /// <exception cref="InputException">A value is none.</exception>
    internal static CostRaster OpenCosts(string path)
    {
        using var raster = GdalRaster.Open(path);
        return CostRaster.Of(path, raster);
    }

    /// <summary>Short names of systems, all different.</summary>
    internal static IReadOnlyList<string> NamesOf(IReadOnlyList<string> paths)
    {
        string[] names = [.. paths.Select(path => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(path)))];
        return names.Distinct(StringComparer.Ordinal).Count() == names.Length ? names : paths;
    }
}
