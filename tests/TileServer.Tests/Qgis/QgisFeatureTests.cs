using GeoCore.Archives;
using GeoCore.Imaging;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Tests.Features;
using TileServer.Tests.Http;

namespace TileServer.Tests.Qgis;

/// <summary>Layers of features and archives in QGIS.</summary>
public sealed class QgisFeatureTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geosuite-qgis-features-");
    private LiveServer _server = null!;

    private string Address => _server.Address.ToString().TrimEnd('/');

    public async ValueTask InitializeAsync()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "towns.geojson"), FeatureFiles.Places());
        var bounds = new Envelope(-180, 180, -85, 85);
        using (var writer = TileArchives.Create(Path.Combine(_folder.FullName, "pictures.mbtiles"), new("Tiles in a file", "1", TileContent.Png, 0, 1, bounds)))
        {
            foreach (var tile in Enumerable.Range(0, 2).SelectMany(zoom => TileRange.Of(zoom, bounds).AlongCurve()))
                writer.Add(tile, PngEncoder.EncodeSolid(PackedColor.Pack(200, 30, 30), 256, 256));
            writer.Finish();
        }

        _server = await LiveServer.FollowAsync(_folder.FullName);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Features_and_archives_are_valid_layers_and_drawn()
    {
        var opened = await QgisPython.RunAsync("open_definition.py", Address, "/qgis/all.qlr", "1", "1", "0", "10.25", "50.25");
        var layers = opened.GetProperty("layers").EnumerateArray().ToDictionary(layer => layer.GetProperty("name").GetString()!);
        foreach (var layer in layers.Values)
        {
            Assert.True(layer.GetProperty("valid").GetBoolean(), layer.ToString());
            Assert.True(layer.GetProperty("drawn").GetDouble() > 0.001, layer.ToString());
        }

        Assert.Equal(0, layers["Tiles in a file (tiles)"].GetProperty("difference").GetDouble());
        Assert.Contains("towns (vector tiles)", layers.Keys);
        Assert.Equal((await _server.GetJsonAsync("/collections/towns/items")).GetProperty("numberMatched").GetInt32(), layers["towns (features)"].GetProperty("features").GetInt32());
    }

    [Fact]
    public async Task Features_are_read_in_large_pages()
    {
        var asked = await QgisPython.RunAsync("count_requests.py", Address, "none.tif", "towns");
        Assert.True(asked.GetProperty("features_valid").GetBoolean(), asked.ToString());
        Assert.Equal(FeatureFiles.PlaceCount, asked.GetProperty("features").GetInt32());

        // one of them is QGIS's look at the first ten
        Assert.InRange(asked.GetProperty("read").EnumerateArray().Count(request => request.GetString()!.Contains("/items", StringComparison.Ordinal)), 2, 3);
    }
}
