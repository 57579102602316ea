namespace GeoCore.Encoding.Harmonics;

/// <summary>Turns [features, 16] into [places, features].</summary>
internal static unsafe class BlockTranspose
{
    private const int Tile = 16;

    /// <summary>Copies the first lanes of a block into rows.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="block">[dimension, 16].</param>
    /// <param name="dimension">Features.</param>
    /// <param name="count">Lanes to copy, 1 to 16.</param>
    /// <param name="rows">Receives [count, dimension].</param>
    public static void ToRows<T>(T* block, int dimension, int count, T* rows)
        where T : unmanaged
    {
        for (var first = 0; first < dimension; first += Tile)
        {
            var width = Math.Min(Tile, dimension - first);
            var source = block + (first * PlaceBlock.Lanes);
            for (var lane = 0; lane < count; lane++)
            {
                var row = rows + ((long)lane * dimension) + first;
                for (var k = 0; k < width; k++)
                {
                    row[k] = source[(k * PlaceBlock.Lanes) + lane];
                }
            }
        }
    }
}
