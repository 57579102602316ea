using CsCheck;
using GeoCore.Tiling;

namespace GeoCore.Tests.Tiling;

public class TileArithmeticTests
{
    private static readonly Gen<(TileMatrixSet Set, TileIndex Tile)> s_tiles =
        from index in Gen.Int[0, TileMatrixSets.All.Count - 1]
        let set = TileMatrixSets.All.Values.ElementAt(index)
        from z in Gen.Int[0, set.Matrices.Count - 1]
        from x in Gen.Int[0, set.Matrices[z].MatrixWidth - 1]
        from y in Gen.Int[0, set.Matrices[z].MatrixHeight - 1]
        select (set, new TileIndex(z, x, y));

    [Theory] // T-01
    [InlineData(0, 0, 1, 1, 1, 0, 0, 0)]
    [InlineData(-122.4194, 37.7749, 12, 655, 1583, 2512, 35, 48)]
    [InlineData(13.405, 52.52, 10, 550, 335, 688, 33, 211)]
    [InlineData(151.2093, -33.8688, 14, 15073, 9831, 6552, null, null)]
    [InlineData(2.2945, 48.8584, 18, 132742, 90182, 171961, null, null)]
    [InlineData(179.999999, -85.0511287, 3, 7, 7, 0, null, null)]
    [InlineData(-180, 85.0511287798066, 5, 0, 0, 31, null, null)]
    public void A_place_lies_in_its_tile(
        double longitude, double latitude, int z, int x, int y, int rowFromSouth, int? column, int? row)
    {
        var (tile, pixelColumn, pixelRow) = TileMatrixSets.WebMercatorQuad.Locate(longitude, latitude, z);

        Assert.Equal(new TileIndex(z, x, y), tile);
        Assert.Equal(rowFromSouth, TileMatrixSets.WebMercatorQuad.FlipRow(tile));
        Assert.Equal((column ?? pixelColumn, row ?? pixelRow), (pixelColumn, pixelRow));
    }

    [Fact] // T-04
    public void Counting_rows_from_the_south_twice_changes_nothing() => s_tiles.Sample(sample =>
    {
        var (set, tile) = sample;
        var flipped = tile with { Y = set.FlipRow(tile) };
        Assert.Equal(set.Matrices[tile.Z].MatrixHeight - 1 - tile.Y, flipped.Y);
        Assert.Equal(tile.Y, set.FlipRow(flipped));
    });

    [Fact]
    public void Children_know_their_parent_and_fill_it() => s_tiles.Where(s => s.Tile.Z + 1 < s.Set.Matrices.Count).Sample(sample =>
    {
        var (set, tile) = sample;
        var whole = set.GetEnvelope(tile);
        var children = tile.Children;

        Assert.All(children, child => Assert.Equal(tile, child.Parent));
        Assert.Equal(whole.MinX, set.GetEnvelope(children[2]).MinX);
        Assert.Equal(whole.MaxY, set.GetEnvelope(children[0]).MaxY);
        Assert.Equal(whole.MaxX, set.GetEnvelope(children[3]).MaxX);
        Assert.Equal(whole.MinY, set.GetEnvelope(children[3]).MinY);
    });

    [Fact]
    public void Neighbours_share_their_edge_to_the_last_bit() => s_tiles.Sample(sample =>
    {
        var (set, tile) = sample;
        var here = set.GetEnvelope(tile);
        Assert.Equal(here.MaxX, set.GetEnvelope(tile with { X = tile.X + 1 }).MinX);
        Assert.Equal(here.MinY, set.GetEnvelope(tile with { Y = tile.Y + 1 }).MaxY);
    });

    [Fact]
    public void The_centre_of_every_pixel_lies_in_its_tile() => s_tiles.Select(Gen.Int[0, 255], Gen.Int[0, 255]).Sample(sample =>
    {
        var ((set, tile), column, row) = sample;
        var grid = set.GetGrid(tile, set.Matrices[tile.Z].TileSize);
        var (longitude, latitude) = set.Crs.ToGeographic(grid.CentreX(column), grid.CentreY(row));
        Assert.Equal((tile, column, row), set.Locate(longitude, latitude, tile.Z));
    });

    [Fact]
    public void Numbers_outside_the_matrix_make_no_tile() => Gen.Int.Select(Gen.Int, Gen.Int).Sample((z, x, y) =>
    {
        var set = TileMatrixSets.WorldCrs84Quad;
        var inside = z >= 0 && z < 24 && x >= 0 && y >= 0 && x < 2L << z && y < 1L << z;
        Assert.Equal(inside, TileIndex.TryCreate(set, z, x, y, out var tile));
        Assert.Equal(inside, tile is not null);
    });

    [Fact]
    public void Half_pixels_are_centres_and_doubling_the_pixels_keeps_the_envelope() => s_tiles.Sample(sample =>
    {
        var (set, tile) = sample;
        var size = set.Matrices[tile.Z].TileSize;
        var (plain, dense) = (set.GetGrid(tile, size), set.GetGrid(tile, 2 * size));
        Assert.Equal(plain.Envelope, dense.Envelope);
        Assert.Equal(plain.CentreX(0), (dense.CentreX(0) + dense.CentreX(1)) / 2, plain.CellWidth * 1e-3 + 1e-8);
    });

    [Fact]
    public void The_pixel_grid_of_a_tile_says_where_its_rows_and_columns_are()
    {
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(4, 9, 6), 256);
        double[] longitudes = new double[256], latitudes = new double[256], rowLongitudes = new double[256], rowLatitudes = new double[256];
        grid.GetSeparableCentres(longitudes, latitudes);
        grid.GetRowCentres(17, rowLongitudes, rowLatitudes);

        Assert.Equal(longitudes, rowLongitudes);
        Assert.All(rowLatitudes, latitude => Assert.Equal(latitudes[17], latitude));
        Assert.Throws<InvalidOperationException>(
            () => TileMatrixSets.UpsArcticWgs84Quad.GetGrid(default, 256).GetSeparableCentres(longitudes, latitudes));
    }
}
