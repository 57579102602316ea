using GeoCore.Gdal;
using TileServer.Sources.Layers;
using TileServer.Sources.Tiles;

namespace TileServer.Coverages;

/// <summary>Cloud-Optimized GeoTIFFs of rasters that are stored otherwise, each made once, when it is first asked for. They go away with the server.</summary>
internal sealed class CogFiles : IDisposable
{
    /// <summary>Cells of a raster that is converted; more take minutes.</summary>
    internal const long MostCells = 1L << 28;

    /// <summary>Files that are kept.</summary>
    private const int Most = 32;

    private readonly Lock _lock = new();
    private readonly LinkedList<(string Key, Task<string> File)> _files = [];
    private DirectoryInfo? _folder;

    /// <summary>Whether a file is read block by block as it is: a GeoTIFF in blocks, with overviews or without need of any.</summary>
    internal static bool IsOptimized(RasterLayer layer)
    {
        const int small = 1024;
        var full = layer.Info.Levels[0];
        return layer.FilePath is { } path && Path.GetExtension(path).ToUpperInvariant() is ".TIF" or ".TIFF"
            && full.BlockHeight > 1 && full.BlockWidth < Math.Max(full.Width, 2) && (layer.HasStoredOverviews || Math.Max(full.Width, full.Height) <= small);
    }

    /// <summary>Gets the converted file of a layer, or makes it; who asks while it is made waits for the same one.</summary>
    /// <param name="layer">A raster in one file, of at most <see cref="MostCells"/>.</param>
    /// <param name="gate">Bounds how much is done at a time.</param>
    internal Task<string> GetAsync(RasterLayer layer, RenderGate gate)
    {
        lock (_lock)
        {
            for (var node = _files.First; node is not null; node = node.Next)
            {
                if (node.Value.Key != layer.Version)
                    continue;
                _files.Remove(node);

                // what failed is made anew
                if (node.Value.File.IsFaulted)
                    break;
                _files.AddFirst(node);
                return node.Value.File;
            }

            _folder ??= Directory.CreateTempSubdirectory("geosuite-cog-");
            var file = MakeAsync(layer, Path.Combine(_folder.FullName, $"{layer.Version}.tif"), gate);
            _files.AddFirst((layer.Version, file));
            if (_files.Count > Most)
                Forget(_files.Last!.Value.File);
            return file;
        }
    }

    /// <summary>Deletes all files.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            if (_folder is { Exists: true })
                _folder.Delete(recursive: true);
            _folder = null;
        }
    }

    private static async Task<string> MakeAsync(RasterLayer layer, string path, RenderGate gate)
    {
        await gate.EnterAsync(CancellationToken.None);
        try
        {
            await Task.Run(() => GdalCog.Convert(layer.FilePath!, path, layer.IsCategorical));
            return path;
        }
        finally
        {
            gate.Leave();
        }
    }

    /// <summary>Readers that have the file open keep it.</summary>
    private void Forget(Task<string> file)
    {
        _files.RemoveLast();
        if (file.IsCompletedSuccessfully)
            File.Delete(file.Result);
    }
}
