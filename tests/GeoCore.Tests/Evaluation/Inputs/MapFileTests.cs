using System.Buffers.Binary;
using GeoCore.Evaluation.Inputs;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Tests.Gdal;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class MapFileTests : IDisposable
{
    private const string Truths = "query,lat,lon\na,45,-90\nb,-45,90\n";

    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("<f4", false)]
    [InlineData("<f8", true)]
    [InlineData(">f8", false)]
    [InlineData("<f2", false)]
    [InlineData("|u1", true)]
    [InlineData(">i2", false)]
    public void A_numpy_matrix_is_read_in_every_type_and_order(string type, bool isFortran)
    {
        // two rows of four columns: the truths lie in columns 1 (north) and 3 (south)
        var path = _folder.Write("a.npy", Npy(type, [2, 4], [[1, 5, 2, 3], [4, 0, 0, 7]], isFortran));
        var (rows, columns, values) = NpyFile.Read(path);
        Assert.Equal((2, 4), (rows, columns));
        Assert.Equal([1, 5, 2, 3, 4, 0, 0, 7], values);
    }

    [Fact]
    public void A_folder_has_a_map_a_query()
    {
        _folder.Write("a.npy", Npy("<f4", [2, 4], [[1, 5, 2, 3], [4, 0, 0, 7]], false));
        _folder.Write("c.npy", Npy("<f4", [1, 1], [[1]], false));
        _folder.Write("b.geojson", Region("[[80,-50],[100,-50],[100,-40],[80,-40],[80,-50]]"));
        _folder.Write("notes.txt", "nothing to see");
        var truths = _folder.Truths(Truths);
        File.Move(_folder.At("truth.csv"), _folder.At("notes2.txt"));
        var predictions = new FolderPredictions(_folder.Path, new MapOptions(), GdalRaster.Open);
        var ranked = InputFolder.Rank(predictions, truths);
        var eighth = GreatCircle.SphereAreaKm2 / 8;
        Assert.Equal(eighth, ranked["a"].Area.DenserKm2, 1e-3); // 7 is denser than 5
        Assert.Equal(eighth, ranked["a"].Area.TiedKm2, 1e-3);
        Assert.Equal(ranked["b"].Area.TruthCellKm2, ranked["b"].Area.StrictKm2);
        Assert.Equal(1, predictions.QueriesWithoutTruth);
        Assert.Equal(1, predictions.Progress);
    }

    [Fact]
    public void The_first_row_lies_in_the_north_unless_said_otherwise()
    {
        var path = _folder.Write("a.npy", Npy("<f4", [2, 4], [[0, 5, 2, 3], [4, 0, 0, 7]], false));
        var truth = _folder.Truths(Truths).Find("a")!;
        Assert.False(RasterMaps.OfNpy(path, new MapOptions()).Rank(truth).Area.IsZeroDensity);
        Assert.True(RasterMaps.OfNpy(path, new MapOptions { IsSouthFirst = true }).Rank(truth).Area.IsZeroDensity);
    }

    [Theory]
    [InlineData("'descr': '<c8', 'fortran_order': False, 'shape': (2, 2)", "no matrix")]
    [InlineData("'descr': '<f4', 'fortran_order': False, 'shape': (4,)", "no matrix")]
    [InlineData("'descr': '<f4', 'fortran_order': False, 'shape': (3, 2, 2)", "no matrix")]
    [InlineData("'descr': '<f8', 'fortran_order': False, 'shape': (2, 2)", "holds less")]
    [InlineData("'descr': '<f8', 'fortran_order': False, 'shape': (2000000000, 2000000000)", "holds less")]
    public void A_matrix_that_is_none_is_told(string header, string told)
    {
        var path = _folder.Write("a.npy", [0x93, .. "NUMPY\u0001\0"u8, (byte)(header.Length + 3), 0, .. System.Text.Encoding.ASCII.GetBytes("{" + header + "}\n"), .. new byte[16]]);
        var fault = Assert.Throws<InputException>(() => NpyFile.Read(path));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8]);
        Assert.Contains("ends early", Assert.Throws<InputException>(() => NpyFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_negative_mass_is_told_with_its_place()
    {
        var path = _folder.Write("a.npy", Npy("<f4", [2, 4], [[0, 5, 2, 3], [4, 0, -1, 7]], false));
        Assert.Contains("row 2, column 3", Assert.Throws<InputException>(() => RasterMaps.OfNpy(path, new MapOptions())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_geotiff_of_a_part_of_the_globe_leaves_the_rest_to_the_residual()
    {
        Assert.SkipUnless(GdalLibrary.IsAvailable, "there is no GDAL");
        using var files = new TemporaryRaster();
        var path = files.Write("a.tif", 20, 10, new Envelope(-100, -80, 40, 50), (_, column, row) => column == 0 ? -9999 : row + 1, noData: -9999);
        using var raster = GdalRaster.Open(path);
        var map = RasterMaps.Of(path, raster, new MapOptions());
        var truths = _folder.Truths("query,lat,lon\nin,40.5,-85.5\nout,0,0\nmasked,45,-99.5\n");
        var inside = map.Rank(truths.Find("in")!);
        // the last row holds 10 in 19 cells, and no other row is denser
        Assert.Equal((0, false), (inside.Area.DenserKm2, inside.Area.IsZeroDensity));
        Assert.Equal(19 * CellArea(40, 41), inside.Area.TiedKm2, 1e-3);
        Assert.True(map.Rank(truths.Find("out")!).Area.IsZeroDensity);
        Assert.True(map.Rank(truths.Find("masked")!).Area.IsZeroDensity);
        Assert.Equal(GreatCircle.SphereAreaKm2, map.Rank(truths.Find("out")!).Area.StrictKm2, 1e-3);
        var mercator = files.Write("m.tif", 8, 8, new Envelope(0, 1e6, 0, 1e6), (_, _, _) => 1, crs: "EPSG:3857");
        using var projected = GdalRaster.Open(mercator);
        Assert.Contains("EPSG:3857", Assert.Throws<InputException>(() => RasterMaps.Of(mercator, projected, new MapOptions())).Message, StringComparison.Ordinal);
    }

    private static double CellArea(double south, double north) =>
        Wgs84.MeanRadiusKm * Wgs84.MeanRadiusKm * Math.PI / 180 * (Math.Sin(north * Math.PI / 180) - Math.Sin(south * Math.PI / 180));

    private static string Region(string ring) =>
        """{"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[RING]}}]}"""
            .Replace("RING", ring, StringComparison.Ordinal);

    private static byte[] Npy(string type, int[] shape, double[][] rows, bool isFortran)
    {
        var header = $"{{'descr': '{type}', 'fortran_order': {(isFortran ? "True" : "False")}, 'shape': ({string.Join(", ", shape)}), }}\n";
        var values = isFortran
            ? Enumerable.Range(0, rows[0].Length).SelectMany(column => rows.Select(row => row[column]))
            : rows.SelectMany(row => row);
        return [0x93, .. "NUMPY\u0001\0"u8, (byte)header.Length, 0, .. System.Text.Encoding.ASCII.GetBytes(header), .. values.SelectMany(value => Bytes(type, value))];
    }

    private static byte[] Bytes(string type, double value)
    {
        var bytes = new byte[type[2] - '0'];
        switch (type)
        {
            case "<f4": BinaryPrimitives.WriteSingleLittleEndian(bytes, (float)value); break;
            case "<f8": BinaryPrimitives.WriteDoubleLittleEndian(bytes, value); break;
            case ">f8": BinaryPrimitives.WriteDoubleBigEndian(bytes, value); break;
            case "<f2": BinaryPrimitives.WriteHalfLittleEndian(bytes, (Half)value); break;
            case ">i2": BinaryPrimitives.WriteInt16BigEndian(bytes, (short)value); break;
            default: bytes[0] = (byte)value; break;
        }

        return bytes;
    }
}
