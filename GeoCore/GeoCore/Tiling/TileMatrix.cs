namespace GeoCore.Tiling;

/// <summary>One zoom of a tile matrix set: a grid of equal tiles from a point of origin in the north-west.</summary>
/// <param name="Id">Identifier, by convention the zoom.</param>
/// <param name="CellSize">Edge of a pixel in units of the reference system (metres or degrees).</param>
/// <param name="ScaleDenominator">CellSize in metres divided by the standardised pixel of 0.28 mm (OGC 17-083r4, 6.1).</param>
/// <param name="OriginX">West edge of the matrix.</param>
/// <param name="OriginY">North edge of the matrix.</param>
/// <param name="TileSize">Pixels along the edge of a tile.</param>
/// <param name="MatrixWidth">Tiles from west to east.</param>
/// <param name="MatrixHeight">Tiles from north to south.</param>
public sealed record TileMatrix(
    string Id,
    double CellSize,
    double ScaleDenominator,
    double OriginX,
    double OriginY,
    int TileSize,
    int MatrixWidth,
    int MatrixHeight);
