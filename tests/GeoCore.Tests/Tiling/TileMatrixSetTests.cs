using GeoCore.Geodesy;
using GeoCore.Tiling;

namespace GeoCore.Tests.Tiling;

public class TileMatrixSetTests
{
    [Fact] // T-02
    public void The_constants_of_web_mercator_are_those_of_the_register()
    {
        var first = TileMatrixSets.WebMercatorQuad.Matrices[0];

        Assert.Equal(20037508.342789244, WebMercator.HalfWorld);
        Assert.Equal(85.0511287798066, WebMercator.LatitudeLimit, 1e-13);
        Assert.Equal(WebMercator.HalfWorld, WebMercator.Instance.FromGeographic(0, WebMercator.LatitudeLimit).Y, 1e-7);
        Assert.Equal(156543.03392804097, first.CellSize);
        Assert.Equal(559082264.0287178, first.ScaleDenominator, 1e-6);
        Assert.Equal(25, TileMatrixSets.WebMercatorQuad.Matrices.Count);
    }

    [Fact] // T-02
    public void The_constants_of_the_geographic_set_are_those_of_the_register()
    {
        var first = TileMatrixSets.WorldCrs84Quad.Matrices[0];

        Assert.Equal((2, 1, 0.703125), (first.MatrixWidth, first.MatrixHeight, first.CellSize));
        Assert.Equal(279541132.014358, first.ScaleDenominator, 1e-6);
        var envelope = TileMatrixSets.WorldCrs84Quad.GetEnvelope(new TileIndex(2, 5, 1));
        Assert.Equal((45.0, 0.0, 90.0, 45.0), (envelope.MinX, envelope.MinY, envelope.MaxX, envelope.MaxY));
    }

    [Fact] // T-02
    public void A_tile_of_Berlin_has_the_published_bounds()
    {
        var envelope = TileMatrixSets.WebMercatorQuad.GetEnvelope(new TileIndex(10, 550, 335));

        Assert.Equal(1487158.8223163895, envelope.MinX, 1e-8);
        Assert.Equal(6887893.4928338025, envelope.MinY, 1e-8);
        Assert.Equal(1526294.5807983987, envelope.MaxX, 1e-8);
        Assert.Equal(6927029.2513158135, envelope.MaxY, 1e-8);
    }

    [Theory]
    [InlineData("UPSArcticWGS84Quad", "EPSG:5041", 90)]
    [InlineData("UPSAntarcticWGS84Quad", "EPSG:5042", -90)]
    public void The_polar_sets_are_those_of_the_register_with_the_pole_in_the_middle(string id, string crs, double pole)
    {
        Assert.True(TileMatrixSets.TryGet(id, out var set));
        var first = set.Matrices[0];

        Assert.Equal(crs, set.Crs.Identifier);
        Assert.False(set.Crs.AuthorityAxesAreSwapped);
        Assert.Equal($"http://www.opengis.net/def/tilematrixset/OGC/1.0/{id}", set.Uri);
        Assert.Equal(-14440759.350252, first.OriginX, 1e-8);
        Assert.Equal(18440759.350252, first.OriginY, 1e-8);
        Assert.Equal(128443.4324, first.CellSize, 5e-5);
        Assert.Equal(458726544.4, first.ScaleDenominator, 0.05);
        Assert.Equal(0.007655825, set.Matrices[24].CellSize, 5e-10);
        Assert.Equal((25, 16777216), (set.Matrices.Count, set.Matrices[24].MatrixWidth));

        var (tile, column, row) = set.Locate(0, pole, 1);
        Assert.Equal((new TileIndex(1, 1, 1), 0, 0), (tile, column, row));
        Assert.Equal((2e6, 2e6), set.Crs.FromGeographic(77, pole));
    }

    [Fact]
    public void Pixels_of_the_512_set_are_half_as_wide_over_the_same_tiles()
    {
        var tile = new TileIndex(6, 33, 21);
        Assert.Equal(TileMatrixSets.WebMercatorQuad.GetEnvelope(tile), TileMatrixSets.WebMercatorQuad512.GetEnvelope(tile));
        Assert.Equal(
            TileMatrixSets.WebMercatorQuad.Matrices[6].CellSize / 2, TileMatrixSets.WebMercatorQuad512.Matrices[6].CellSize);
    }
}
