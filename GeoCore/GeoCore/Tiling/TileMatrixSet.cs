using GeoCore.Geodesy;
using NetTopologySuite.Geometries;

namespace GeoCore.Tiling;

/// <summary>A pyramid of tile matrices, each with cells half as wide as the one before (OGC 17-083r4).</summary>
public sealed class TileMatrixSet
{
    /// <summary>Edge of the standardised rendering pixel, metres (OGC 17-083r4, 6.1).</summary>
    public const double StandardizedPixelSize = 0.28e-3;

    /// <summary>Metres in a degree of the equator, as OGC counts them for scale denominators of geographic systems.</summary>
    public const double MetresPerDegree = Wgs84.SemiMajorAxis * Math.PI / 180;

    /// <summary>Creates a set from the numbers of its first matrix.</summary>
    /// <param name="id">Identifier, as in URLs.</param>
    /// <param name="title">For people.</param>
    /// <param name="uri">Definition of a registered set, or null for one of our own.</param>
    /// <param name="crs">Reference system of the coordinates.</param>
    /// <param name="originX">West edge.</param>
    /// <param name="originY">North edge.</param>
    /// <param name="cellSize">Pixel edge of the first matrix, in units of <paramref name="crs"/>.</param>
    /// <param name="tileSize">Pixels along the edge of a tile.</param>
    /// <param name="width">Tiles from west to east in the first matrix.</param>
    /// <param name="height">Tiles from north to south in the first matrix.</param>
    /// <param name="matrixCount">Number of matrices.</param>
    /// <param name="firstId">Identifier of the first matrix; later ones count up.</param>
    public TileMatrixSet(
        string id, string title, string? uri, CoordinateReferenceSystem crs, double originX, double originY,
        double cellSize, int tileSize, int width, int height, int matrixCount, int firstId = 0)
    {
        ArgumentNullException.ThrowIfNull(crs);
        Id = id;
        Title = title;
        Uri = uri;
        Crs = crs;
        var metresPerUnit = crs.IsGeographic ? MetresPerDegree : 1;
        var matrices = new TileMatrix[matrixCount];
        for (var z = 0; z < matrixCount; z++)
        {
            var size = cellSize / (1L << z);
            matrices[z] = new TileMatrix(
                (firstId + z).ToString(System.Globalization.CultureInfo.InvariantCulture), size,
                size * metresPerUnit / StandardizedPixelSize, originX, originY, tileSize, width << z, height << z);
        }

        Matrices = matrices;
    }

    /// <summary>Identifier, as in URLs.</summary>
    public string Id { get; }

    /// <summary>For people.</summary>
    public string Title { get; }

    /// <summary>URI of the registered definition, or null.</summary>
    public string? Uri { get; }

    /// <summary>Reference system of the coordinates.</summary>
    public CoordinateReferenceSystem Crs { get; }

    /// <summary>The matrices, widest cells first; the zoom of a tile is a position in this list.</summary>
    public IReadOnlyList<TileMatrix> Matrices { get; }

    /// <summary>Bounds of a tile in units of <see cref="Crs"/>.</summary>
    public Envelope GetEnvelope(TileIndex tile) => GetGrid(tile, Matrices[tile.Z].TileSize).Envelope;

    /// <summary>The lattice window whose pixels are those of a tile.</summary>
    /// <param name="tile">A tile of this set.</param>
    /// <param name="pixels">Pixels along the edge, such as the matrix's tile size or twice that for high-density screens.</param>
    public PixelGrid GetGrid(TileIndex tile, int pixels)
    {
        var matrix = Matrices[tile.Z];
        var size = matrix.CellSize * matrix.TileSize / pixels;
        return new PixelGrid(
            Crs, matrix.OriginX, matrix.OriginY, size, size, (long)tile.X * pixels, (long)tile.Y * pixels, pixels, pixels);
    }

    /// <summary>The tile that contains a place, and the pixel within it.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees; places beyond the matrix count as on its edge.</param>
    /// <param name="z">Zoom.</param>
    /// <returns>The tile and the column and row of the pixel in it.</returns>
    public (TileIndex Tile, int Column, int Row) Locate(double longitude, double latitude, int z)
    {
        var matrix = Matrices[z];
        var (x, y) = Crs.FromGeographic(longitude, latitude);
        var column = Math.Clamp(
            Math.Floor((x - matrix.OriginX) / matrix.CellSize), 0, (double)matrix.MatrixWidth * matrix.TileSize - 1);
        var row = Math.Clamp(
            Math.Floor((matrix.OriginY - y) / matrix.CellSize), 0, (double)matrix.MatrixHeight * matrix.TileSize - 1);
        var (tileX, inX) = Math.DivRem((long)column, matrix.TileSize);
        var (tileY, inY) = Math.DivRem((long)row, matrix.TileSize);
        return (new TileIndex(z, (int)tileX, (int)tileY), (int)inX, (int)inY);
    }

    /// <summary>The row counted from the south, as the Tile Map Service and MBTiles do; its own inverse.</summary>
    public int FlipRow(TileIndex tile) => Matrices[tile.Z].MatrixHeight - 1 - tile.Y;
}
