using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Archives;

namespace TileServer.Tiles;

/// <summary>The tiles of a matrix in which a layer can have values.</summary>
/// <param name="TileMatrix">Identifier of the matrix.</param>
/// <param name="MinTileRow">First row.</param>
/// <param name="MaxTileRow">Last row.</param>
/// <param name="MinTileCol">First column.</param>
/// <param name="MaxTileCol">Last column.</param>
internal sealed record TileLimits(string TileMatrix, int MinTileRow, int MaxTileRow, int MinTileCol, int MaxTileCol)
{
    /// <summary>Two matrices whose cells differ by less count as equally fine.</summary>
    private const double ScaleTolerance = 1.01;

    /// <summary>Share of a tile that rounding may add.</summary>
    private const double Sliver = 1e-9;

    /// <summary>The zoom of a set that is as fine as one of WebMercatorQuad.</summary>
    internal static int ZoomIn(TileMatrixSet set, int mercatorZoom)
    {
        var wanted = TileMatrixSets.WebMercatorQuad.Matrices[mercatorZoom].ScaleDenominator * ScaleTolerance;
        for (var zoom = 0; zoom < set.Matrices.Count; zoom++)
        {
            if (set.Matrices[zoom].ScaleDenominator <= wanted)
                return zoom;
        }

        return set.Matrices.Count - 1;
    }

    /// <summary>The sets in which a layer can be had: finished tiles are as they were made.</summary>
    internal static IEnumerable<TileMatrixSet> SetsOf(Layer layer) => TileMatrixSets.All.Values.Where(set => layer is ArchiveLayer ? set == TileMatrixSets.WebMercatorQuad : Reaches(set, layer));

    /// <summary>Whether a layer has anything in a set: those of the poles hold about a hemisphere.</summary>
    private static bool Reaches(TileMatrixSet set, Layer layer) =>
        set.Crs.IsSeparable || (set.Crs.ToGeographic(set.Matrices[0].OriginX + Half(set), set.Matrices[0].OriginY - Half(set)).Latitude > 0 ? layer.Bounds.MaxY > 0 : layer.Bounds.MinY < 0);

    /// <summary>The limits of a layer at a zoom; all of the matrix where a tile is no box of longitudes and latitudes.</summary>
    internal static TileLimits Of(TileMatrixSet set, Layer layer, int zoom)
    {
        var matrix = set.Matrices[zoom];
        if (!set.Crs.IsSeparable)
            return new TileLimits(matrix.Id, 0, matrix.MatrixHeight - 1, 0, matrix.MatrixWidth - 1);
        var bounds = layer.Bounds;
        var (minX, minY) = set.Crs.FromGeographic(bounds.MinX, bounds.MinY);
        var (maxX, maxY) = set.Crs.FromGeographic(bounds.MaxX, bounds.MaxY);
        var edge = matrix.CellSize * matrix.TileSize;
        var (firstColumn, lastColumn) = Range((minX - matrix.OriginX) / edge, (maxX - matrix.OriginX) / edge, matrix.MatrixWidth);
        var (firstRow, lastRow) = Range((matrix.OriginY - maxY) / edge, (matrix.OriginY - minY) / edge, matrix.MatrixHeight);
        return new TileLimits(matrix.Id, firstRow, lastRow, firstColumn, lastColumn);
    }

    /// <summary>Whether a tile lies within the limits.</summary>
    internal bool Hold(TileIndex tile) => tile.Y >= MinTileRow && tile.Y <= MaxTileRow && tile.X >= MinTileCol && tile.X <= MaxTileCol;

    private static double Half(TileMatrixSet set) => set.Matrices[0].CellSize * set.Matrices[0].TileSize / 2;

    private static (int First, int Last) Range(double from, double to, int count)
    {
        var first = (int)Math.Clamp(Math.Floor(from + Sliver), 0, count - 1);
        return (first, (int)Math.Clamp(Math.Ceiling(to - Sliver) - 1, first, count - 1));
    }
}
