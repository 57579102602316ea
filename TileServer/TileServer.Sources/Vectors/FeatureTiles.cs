using GeoCore.Features;
using GeoCore.Tiling;

namespace TileServer.Sources.Vectors;

/// <summary>Features as a vector tile. One that has too many of them shows those of a square as one, which tells how many it stands for; none is left out.</summary>
internal static class FeatureTiles
{
    /// <summary>Bytes of a tile, before it is compressed, that are aimed at.</summary>
    internal const int TargetBytes = 500_000;

    /// <summary>Largest square of features that become one, units.</summary>
    private const int LargestSquare = 512;

    /// <summary>Writes a tile.</summary>
    /// <param name="name">Name of the layer in the tile.</param>
    /// <param name="source">Features.</param>
    /// <param name="grid">The tile with one pixel for each unit of its extent.</param>
    /// <param name="cancellationToken">Looked at once per feature.</param>
    /// <returns>The tile, of no length where it has no features.</returns>
    /// <exception cref="FeatureException">The source is gone or damaged.</exception>
    internal static byte[] Write(string name, IFeatureSource source, PixelGrid grid, CancellationToken cancellationToken)
    {
        var window = new TileWindow(grid);
        var query = new FeatureQuery { Boxes = [window.Degrees()] };
        for (var square = 1; ; square = Math.Max(4, square * 4))
        {
            var isLast = square >= LargestSquare;
            var tile = new FeatureTile(name, source.Info.Fields, window, square);
            using var full = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            try
            {
                source.Read(query, feature =>
                {
                    tile.Add(feature);

                    // what will be drawn again with larger squares need not be drawn to its end
                    if (!isLast && tile.Length > TargetBytes)
                        full.Cancel();
                }, full.Token);
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                continue;
            }

            var bytes = tile.ToArray();
            if (isLast || bytes.Length <= TargetBytes)
                return bytes;
        }
    }
}
