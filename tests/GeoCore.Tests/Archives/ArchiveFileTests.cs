using System.Buffers.Binary;
using System.IO.Compression;
using GeoCore.Archives;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using Microsoft.Data.Sqlite;
using NetTopologySuite.Geometries;

namespace GeoCore.Tests.Archives;

public sealed class ArchiveFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-archives-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(".pmtiles")]
    [InlineData(".mbtiles")]
    public void What_was_written_is_read_again(string extension)
    {
        var path = Path("a" + extension);
        Write(path, 0, 4, tile => [0x89, (byte)tile.Z, (byte)tile.X, (byte)tile.Y]);
        using var archive = TileArchives.Open(path);
        Assert.Equal((TileContent.Png, 0, 4), (archive.Info.Content, archive.Info.MinZoom, archive.Info.MaxZoom));
        Assert.Equal(("A map", "Somebody"), (archive.Info.Name, archive.Info.Attribution));
        Assert.Equal(new Envelope(-180, 180, -85, 85), archive.Info.Bounds);
        foreach (var tile in Enumerable.Range(0, 5).SelectMany(zoom => TileRange.Of(zoom, archive.Info.Bounds).AlongCurve()))
            Assert.Equal([0x89, (byte)tile.Z, (byte)tile.X, (byte)tile.Y], archive.Read(tile)!);
        Assert.Null(archive.Read(new TileIndex(5, 0, 0)));
    }

    [Theory]
    [InlineData(".pmtiles")]
    [InlineData(".mbtiles")]
    public void The_same_tiles_give_the_same_bytes_and_an_unfinished_archive_leaves_nothing(string extension)
    {
        Write(Path("a" + extension), 0, 3, tile => [1, (byte)tile.X]);
        Write(Path("b" + extension), 0, 3, tile => [1, (byte)tile.X]);
        Assert.Equal(File.ReadAllBytes(Path("a" + extension)), File.ReadAllBytes(Path("b" + extension)));
        using (var writer = Writer(Path("c" + extension), 0, 0))
            writer.Add(new TileIndex(0, 0, 0), [1]);
        Assert.Equal(2, _folder.EnumerateFiles().Count());
    }

    [Fact]
    public void Equal_tiles_are_stored_once_and_runs_of_them_are_one_entry()
    {
        Write(Path("a.pmtiles"), 0, 6, tile => tile.Z < 6 ? [1, 2, 3] : tile.X < 32 ? [4] : [5, 6]);
        var bytes = File.ReadAllBytes(Path("a.pmtiles"));
        Assert.Equal(1365 + 4096, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(72)));
        Assert.Equal(3, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(88)));
        Assert.True(BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(80)) < 10);
        Assert.Equal(6, BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(64)));
        Assert.Equal(1, bytes[96]);
    }

    [Fact]
    public void A_large_archive_gets_leaves_and_its_root_stays_within_16_KiB()
    {
        var random = new Random(7);
        var bodies = new Dictionary<TileIndex, byte[]>();
        Write(Path("a.pmtiles"), 7, 8, tile => bodies[tile] = [.. Enumerable.Range(0, random.Next(1, 30)).Select(_ => (byte)random.Next(256))]);
        var head = File.ReadAllBytes(Path("a.pmtiles"));
        Assert.True(BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(48)) > 0);
        Assert.True(BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(8)) + BinaryPrimitives.ReadInt64LittleEndian(head.AsSpan(16)) <= 16384);
        using var archive = TileArchives.Open(Path("a.pmtiles"));
        Assert.All(bodies, pair => Assert.Equal(pair.Value, archive.Read(pair.Key)!));
    }

    [Theory]
    [InlineData(".pmtiles")]
    [InlineData(".mbtiles")]
    public void Outlines_are_kept_gzipped_with_their_layers(string extension)
    {
        var layers = new FeatureLayer[] { new("places", "Towns", new Dictionary<string, string> { ["name"] = "String" }) { MinZoom = 0, MaxZoom = 1 } };
        var path = Path("v" + extension);
        using (var writer = TileArchives.Create(path, new("V", "1", TileContent.Vector, 0, 0, new Envelope(-10, 10, -10, 10)) { FeatureLayers = layers }))
        {
            writer.Add(new TileIndex(0, 0, 0), "outlines"u8);
            writer.Finish();
        }

        using var archive = TileArchives.Open(path);
        var read = Assert.Single(archive.Info.FeatureLayers);
        Assert.Equal(("places", "Towns", 0, 1, "String"), (read.Id, read.Description, read.MinZoom, read.MaxZoom, read.Fields["name"]));
        using var plain = new GZipStream(new MemoryStream(archive.Read(new TileIndex(0, 0, 0))!), CompressionMode.Decompress);
        Assert.Equal("outlines", new StreamReader(plain).ReadToEnd());
    }

    [Fact]
    public void Mbtiles_count_rows_from_the_south_and_have_the_marks_of_the_specification()
    {
        Write(Path("a.mbtiles"), 2, 2, tile => [(byte)tile.Y]);
        using var connection = new SqliteConnection($"Data Source={Path("a.mbtiles")};Mode=ReadOnly;Pooling=False");
        connection.Open();
        Assert.Equal(0x4d504258L, Ask("PRAGMA application_id"));
        Assert.Equal(new byte[] { 3 }, Ask("SELECT tile_data FROM tiles WHERE zoom_level = 2 AND tile_column = 1 AND tile_row = 0"));
        Assert.Equal(1L, Ask("SELECT count(*) FROM pragma_index_list('tiles') WHERE \"unique\" = 1"));
        Assert.Equal("png", Ask("SELECT value FROM metadata WHERE name = 'format'"));

        object? Ask(string text)
        {
            using var command = connection.CreateCommand();
            command.CommandText = text;
            return command.ExecuteScalar();
        }
    }

    [Fact]
    public void A_damaged_archive_is_explained_and_never_breaks_its_reader()
    {
        Write(Path("a.pmtiles"), 0, 5, tile => [(byte)tile.X, (byte)tile.Y, (byte)tile.Z]);
        var good = File.ReadAllBytes(Path("a.pmtiles"));
        var random = new Random(11);
        for (var i = 0; i < 300; i++)
        {
            var bad = good.ToArray();
            for (var change = 0; change < 3; change++)
                bad[random.Next(i < 150 ? 127 : bad.Length)] = (byte)random.Next(256);
            if (i % 10 == 0)
                bad = bad[..random.Next(bad.Length)];
            File.WriteAllBytes(Path("b.pmtiles"), bad);
            try
            {
                using var archive = TileArchives.Open(Path("b.pmtiles"));
                foreach (var tile in TileRange.Of(3, new Envelope(-180, 180, -85, 85)).AlongCurve())
                    archive.Read(tile);
            }
            catch (ArchiveException)
            {
            }
        }

        File.WriteAllText(Path("b.mbtiles"), "no database");
        Assert.Throws<ArchiveException>(() => TileArchives.Open(Path("b.mbtiles")));
        File.WriteAllText(Path("c.pmtiles"), new string('x', 500));
        Assert.Contains("no PMTiles", Assert.Throws<ArchiveException>(() => TileArchives.Open(Path("c.pmtiles"))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_threads_read_at_once()
    {
        foreach (var extension in new[] { ".pmtiles", ".mbtiles" })
        {
            Write(Path("a" + extension), 0, 5, tile => [(byte)tile.X, (byte)tile.Y]);
            using var archive = TileArchives.Open(Path("a" + extension));
            Parallel.ForEach(TileRange.Of(5, archive.Info.Bounds).AlongCurve(), tile => Assert.Equal([(byte)tile.X, (byte)tile.Y], archive.Read(tile)!));
        }
    }

    private static IArchiveWriter Writer(string path, int minZoom, int maxZoom) => TileArchives.Create(
        path, new ArchiveDescription("A map", "1", TileContent.Png, minZoom, maxZoom, new Envelope(-180, 180, -85, 85)) { Attribution = "Somebody" });

    private static void Write(string path, int minZoom, int maxZoom, Func<TileIndex, byte[]> body)
    {
        using var writer = Writer(path, minZoom, maxZoom);
        for (var zoom = minZoom; zoom <= maxZoom; zoom++)
        {
            foreach (var tile in TileRange.Of(zoom, new Envelope(-180, 180, -85, 85)).AlongCurve())
                writer.Add(tile, body(tile));
        }

        writer.Finish();
    }

    private string Path(string name) => System.IO.Path.Combine(_folder.FullName, name);
}
