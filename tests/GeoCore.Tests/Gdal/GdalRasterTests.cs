using System.Globalization;
using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Gdal;

public sealed class GdalRasterTests : IDisposable
{
    private static readonly Envelope s_world = new(-180, 180, -90, 90);
    private readonly TemporaryRaster _files = new();

    public void Dispose() => _files.Dispose();

    [Fact]
    public void What_was_written_is_read_back()
    {
        var path = _files.Write(
            "a.tif", 300, 200, new Envelope(5, 8, 45, 47), (band, column, row) => column == 7 && row == 9 ? float.NaN : band * 1000 + column + row / 8f, noData: -9999, bands: 2,
            change: profile => profile with { BandNames = ["first", "second"], Unit = "m" });
        using var raster = GdalRaster.Open(path);

        Assert.Equal("EPSG:4326", raster.Info.Crs.Identifier);
        Assert.True(raster.Info.Envelope.Equals(new Envelope(5, 8, 45, 47)));
        Assert.Equal(["first", "second"], raster.Info.Bands.Select(band => band.Name));
        Assert.All(raster.Info.Bands, band => Assert.Equal((RasterDataType.Float32, -9999.0, "m"), (band.DataType, band.NoData, band.Unit)));
        var cells = new float[40];
        raster.Read(new RasterWindow(0, 5, 8, 10, 4), 1, cells);
        for (var i = 0; i < cells.Length; i++)
        {
            int column = 5 + i % 10, row = 8 + i / 10;
            Assert.Equal(column == 7 && row == 9 ? float.NaN : 1000 + column + row / 8f, cells[i]);
        }
    }

    [Fact]
    public void The_same_cells_give_the_same_bytes_in_file_and_memory()
    {
        static float Cell(int band, int column, int row) => column * row % 251;
        var first = File.ReadAllBytes(_files.Write("a.tif", 700, 600, s_world, Cell, RasterDataType.Byte));
        var second = File.ReadAllBytes(_files.Write("b.tif", 700, 600, s_world, Cell, RasterDataType.Byte));
        var cells = new PixelBuffer<float>(1, 700, 600);
        for (var i = 0; i < 700 * 600; i++)
        {
            cells.Values[i] = Cell(0, i % 700, i / 700);
        }

        Assert.Equal(first, second);
        Assert.Equal(first, GdalCog.Encode(cells, new RasterProfile(Crs84.Epsg4326, s_world, RasterDataType.Byte)));
    }

    [Fact]
    public void Values_are_those_of_gdallocationinfo()
    {
        var path = _files.Write("a.tif", 360, 180, s_world, (_, column, row) => MathF.Sin(column) * row, noData: -1);
        using var raster = GdalRaster.Open(path);
        foreach (var (column, row) in new[] { (0, 0), (359, 179), (123, 45), (200, 90) })
        {
            var text = TemporaryRaster.Run("gdallocationinfo", "-valonly", path, $"{column}", $"{row}");
            var cell = new float[1];
            raster.Read(new RasterWindow(0, column, row, 1, 1), 0, cell);
            Assert.Equal(float.Parse(text, CultureInfo.InvariantCulture), cell[0], 1e-5f * Math.Abs(cell[0]));
        }
    }

    [Fact]
    public void Stored_levels_are_followed_by_made_ones_down_to_a_block()
    {
        var path = _files.Write("a.tif", 1500, 900, s_world, (_, column, row) => column);
        // the same without its overviews
        TemporaryRaster.Run("gdal_translate", "-q", "-of", "GTiff", path, _files.Path("plain.tif"));
        using var stored = GdalRaster.Open(path);
        using var made = GdalRaster.Open(_files.Path("plain.tif"));

        Assert.Equal([1500, 750, 375, 188], stored.Info.Levels.Select(level => level.Width));
        Assert.Equal([1500, 750, 375, 188], made.Info.Levels.Select(level => level.Width));
        float[] a = new float[188 * 113], b = new float[188 * 113];
        Assert.Equal(113, made.Info.Levels[3].Height);
        made.Read(new RasterWindow(3, 0, 0, 188, 113), 0, a);
        for (var column = 0; column < 187; column++)
        {
            // the mean column under a cell of the level
            Assert.Equal((column + 0.5) * 1500 / 188 - 0.5, a[column], 0.51);
        }

        // a part of the level is that part of the whole
        made.Read(new RasterWindow(3, 100, 50, 60, 40), 0, b);
        Assert.Equal(a[50 * 188 + 100], b[0], 1e-3f);
        Assert.Equal(a[89 * 188 + 159], b[39 * 60 + 59], 1e-3f);
    }

    [Fact]
    public void Masks_and_alpha_hide_cells()
    {
        var path = _files.Write(
            "rgba.tif", 64, 64, s_world, (band, column, _) => band == 3 ? (column < 32 ? 0 : 255) : 40 * band + 10, RasterDataType.Byte, bands: 4,
            change: profile => profile with { Colors = [BandColor.Red, BandColor.Green, BandColor.Blue, BandColor.Alpha] });
        TemporaryRaster.Run("gdal_translate", "-q", "-of", "GTiff", "-b", "1", "-mask", "4", "--config", "GDAL_TIFF_INTERNAL_MASK", "YES", path, _files.Path("mask.tif"));
        foreach (var (file, band) in new[] { (path, 1), (_files.Path("mask.tif"), 0) })
        {
            using var raster = GdalRaster.Open(file);
            var row = new float[64];
            raster.Read(new RasterWindow(0, 0, 10, 64, 1), band, row);
            Assert.All(row[..32], value => Assert.True(float.IsNaN(value)));
            Assert.All(row[32..], value => Assert.Equal(40 * band + 10, value));
        }
    }

    [Fact]
    public void Palettes_categories_scale_and_offset_are_known()
    {
        var path = _files.Write(
            "classes.tif", 32, 32, s_world, (_, column, _) => column % 3, RasterDataType.Byte, overviews: Resampling.Nearest,
            change: profile => profile with { Palette = [0xFF0000FF, 0xFF00FF00, 0xFFFF0000] });
        // names of classes live beside the file
        File.WriteAllText(path + ".aux.xml", "<PAMDataset><PAMRasterBand band=\"1\"><CategoryNames><Category>none</Category><Category>wood</Category></CategoryNames></PAMRasterBand></PAMDataset>");
        using (var raster = GdalRaster.Open(path))
        {
            var band = raster.Info.Bands[0];
            Assert.Equal(BandColor.Palette, band.Color);
            Assert.Equal([0xFF0000FFu, 0xFF00FF00u, 0xFFFF0000u], band.Palette!.Take(3));
            Assert.Equal(["none", "wood"], band.CategoryNames);
        }

        TemporaryRaster.Run("gdal_translate", "-q", "-of", "GTiff", "-a_scale", "0.5", "-a_offset", "10", path, _files.Path("scaled.tif"));
        using var scaled = GdalRaster.Open(_files.Path("scaled.tif"));
        var cells = new double[3];
        scaled.Read(new RasterWindow(0, 0, 0, 3, 1), 0, cells);
        Assert.Equal([10, 10.5, 11], cells);
    }

    [Fact]
    public void Large_whole_numbers_near_nodata_keep_their_meaning()
    {
        var cells = new PixelBuffer<double>(1, 2, 1);
        cells.Values[0] = double.NaN;
        cells.Values[1] = -2147483600;
        GdalCog.Write(_files.Path("int.tif"), cells, new RasterProfile(Crs84.Epsg4326, s_world, RasterDataType.Int32, -2147483647));
        using var raster = GdalRaster.Open(_files.Path("int.tif"));
        var read = new float[2];
        raster.Read(new RasterWindow(0, 0, 0, 2, 1), 0, read);
        Assert.True(float.IsNaN(read[0]));
        Assert.Equal(-2147483600f, read[1]);
    }

    [Fact]
    public void Files_with_south_up_or_turned_are_seen_north_up()
    {
        var path = _files.Write("north.tif", 90, 45, s_world, (_, column, row) => row * 100 + column);
        var wkt = TemporaryRaster.Run("gdalsrsinfo", "-o", "wkt1", "EPSG:4326");
        var vrt = $"""
            <VRTDataset rasterXSize="90" rasterYSize="45"><SRS>{wkt}</SRS><GeoTransform>-180,4,0,-90,0,4</GeoTransform>
            <VRTRasterBand dataType="Float32" band="1"><SimpleSource><SourceFilename>{path}</SourceFilename><SourceBand>1</SourceBand>
            <SrcRect xOff="0" yOff="0" xSize="90" ySize="45"/><DstRect xOff="0" yOff="0" xSize="90" ySize="45"/></SimpleSource></VRTRasterBand></VRTDataset>
            """;
        File.WriteAllText(_files.Path("south.vrt"), vrt);
        using var raster = GdalRaster.Open(_files.Path("south.vrt"));
        var top = new float[90];
        raster.Read(new RasterWindow(0, 0, 0, 90, 1), 0, top);
        Assert.Equal(4400, top[0]);
        Assert.Equal(90, raster.Info.Envelope.MaxY, 1e-9);
    }

    [Fact]
    public void Broken_files_are_explained()
    {
        Assert.Contains("no file", Assert.Throws<RasterException>(() => GdalRaster.Open(_files.Path("missing.tif"))).Message, StringComparison.Ordinal);
        File.WriteAllBytes(_files.Path("empty.tif"), []);
        Assert.Throws<RasterException>(() => GdalRaster.Open(_files.Path("empty.tif")));
        File.WriteAllText(_files.Path("text.tif"), "this is no picture");
        Assert.Throws<RasterException>(() => GdalRaster.Open(_files.Path("text.tif")));
        File.WriteAllText(_files.Path("vrt.tif"), "<VRTDataset rasterXSize=\"1\" rasterYSize=\"1\"></VRTDataset>");
        Assert.Throws<RasterException>(() => GdalRaster.Open(_files.Path("vrt.tif")));
        TemporaryRaster.Run("gdal_create", "-q", "-outsize", "4", "4", "-bands", "1", _files.Path("nowhere.tif"));
        Assert.Contains("where it lies", Assert.Throws<RasterException>(() => GdalRaster.Open(_files.Path("nowhere.tif"))).Message, StringComparison.Ordinal);

        var whole = File.ReadAllBytes(_files.Write("whole.tif", 2000, 1000, s_world, (_, column, row) => MathF.Sin(column * row)));
        File.WriteAllBytes(_files.Path("cut.tif"), whole[..(whole.Length / 3)]);
        var fault = Record.Exception(() =>
        {
            using var raster = GdalRaster.Open(_files.Path("cut.tif"));
            var cells = new float[2000 * 1000];
            raster.Read(new RasterWindow(0, 0, 0, 2000, 1000), 0, cells);
        });
        Assert.IsType<RasterException>(fault);
    }

    [Fact]
    public void A_window_outside_the_raster_is_refused()
    {
        using var raster = GdalRaster.Open(_files.Write("a.tif", 10, 10, s_world, (_, _, _) => 1));
        var cells = new float[200];
        foreach (var window in new RasterWindow[] { new(0, -1, 0, 2, 2), new(0, 9, 0, 2, 2), new(5, 0, 0, 1, 1), new(0, 0, 0, 0, 1), new(0, int.MaxValue, 0, 2, 1) })
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => raster.Read(window, 0, cells));
        }

        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Read(new RasterWindow(0, 0, 0, 1, 1), 1, cells));
        Assert.Throws<ArgumentOutOfRangeException>(() => raster.Read(new RasterWindow(0, 0, 0, 10, 10), 0, cells.AsSpan(0, 99)));
    }

    [Fact]
    public void Many_threads_read_the_same_numbers()
    {
        using var raster = GdalRaster.Open(_files.Write("a.tif", 1200, 700, s_world, (_, column, row) => column * 3 + row));
        Parallel.For(0, 200, new ParallelOptions { MaxDegreeOfParallelism = 16 }, i =>
        {
            int column = i * 37 % 1100, row = i * 91 % 600;
            var cells = new float[100 * 100];
            raster.Read(new RasterWindow(0, column, row, 100, 100), 0, cells);
            Assert.Equal((column + 99) * 3 + row + 99, cells[^1]);
        });
    }

    [Fact]
    public void The_digest_follows_the_file()
    {
        var path = _files.Write("a.tif", 10, 10, s_world, (_, _, _) => 1);
        using var first = GdalRaster.Open(path);
        using (var again = GdalRaster.Open(path))
        {
            Assert.Equal(first.Info.Digest, again.Info.Digest);
        }

        _files.Write("a.tif", 10, 10, s_world, (_, _, _) => 2);
        using var changed = GdalRaster.Open(path);
        Assert.NotEqual(first.Info.Digest, changed.Info.Digest);
    }

    [Fact]
    public void A_tile_is_a_placed_file_with_nodata()
    {
        var cells = new PixelBuffer<float>(1, 256, 256);
        cells.Values.Fill(3);
        cells.Values[0] = float.NaN;
        var bytes = GdalCog.EncodeTile(cells, new RasterProfile(WebMercator.Instance, new Envelope(0, 1000, 0, 1000), RasterDataType.Float32, double.NaN));
        File.WriteAllBytes(_files.Path("tile.tif"), bytes);
        using var raster = GdalRaster.Open(_files.Path("tile.tif"));
        Assert.Equal("EPSG:3857", raster.Info.Crs.Identifier);
        Assert.Equal(double.NaN, raster.Info.Bands[0].NoData);
        Assert.Equal(1000, raster.Info.Envelope.MaxX);
    }
}
