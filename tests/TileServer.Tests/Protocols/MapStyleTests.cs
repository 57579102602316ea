using System.Net;
using System.Text.Json;
using GeoCore.Imaging;
using TileServer.Tests.Http;

namespace TileServer.Tests.Protocols;

public sealed class MapStyleTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    [Fact]
    public async Task A_raster_is_one_layer_of_tiles_with_what_was_asked()
    {
        var style = await shared.Server.GetJsonAsync("/styles/ramp.json?colormap=magma");
        var source = style.GetProperty("sources").GetProperty("ramp");
        Assert.Equal((8, "raster", 256), (style.GetProperty("version").GetInt32(), source.GetProperty("type").GetString(), source.GetProperty("tileSize").GetInt32()));
        Assert.Equal("raster", Assert.Single(style.GetProperty("layers").EnumerateArray()).GetProperty("type").GetString());
        Assert.Equal(await shared.BytesAsync("/tiles/ramp/0/0/0.png?colormap=magma"), await shared.BytesAsync(FirstTile(source)));
    }

    [Fact]
    public async Task Cells_have_the_colours_of_pixels_of_the_same_density()
    {
        var style = await shared.Server.GetJsonAsync("/styles/places.json");
        Assert.NotEmpty(await shared.BytesAsync(FirstTile(style.GetProperty("sources").GetProperty("places"))));
        var legend = (await shared.Server.GetJsonAsync("/layers/places/legend.json?ticks=8")).GetProperty("entries").EnumerateArray().ToDictionary(entry => Math.Log10(entry.GetProperty("value").GetDouble()), entry => entry.GetProperty("color").GetString());
        var color = style.GetProperty("layers").EnumerateArray().Single(layer => layer.GetProperty("id").GetString() == "cells").GetProperty("paint").GetProperty("fill-color").EnumerateArray().ToList();
        Assert.Equal("interpolate", color[0].GetString());
        var stops = color.Skip(3).Chunk(2).Select(pair => (Value: pair[0].GetDouble(), Color: pair[1].GetString())).ToList();
        Assert.True(stops.Count >= 3);
        Assert.Equal(stops.Select(stop => stop.Value).Order(), stops.Select(stop => stop.Value));
        Assert.All(stops, stop => Assert.Equal(legend[stop.Value], stop.Color));
        Assert.Equal(["cells", "regions", "points"], style.GetProperty("layers").EnumerateArray().Select(layer => layer.GetProperty("source-layer").GetString()).Distinct());
    }

    [Fact]
    public async Task For_qgis_every_class_is_a_layer_with_a_constant_colour()
    {
        var style = await shared.Server.GetJsonAsync("/styles/places.json?flavour=qgis");
        var cells = style.GetProperty("layers").EnumerateArray().Where(layer => layer.GetProperty("source-layer").GetString() == "cells").ToList();
        Assert.True(cells.Count >= 4);
        Assert.All(cells, layer => Assert.True(PackedColor.TryParse(layer.GetProperty("paint").GetProperty("fill-color").GetString(), out _)));
        var bounds = new List<double>();
        foreach (var filter in cells.Select(layer => layer.GetProperty("filter")))
        {
            Assert.Equal("all", filter[0].GetString());
            bounds.AddRange(filter.EnumerateArray().Skip(1).Select(condition => condition[2].GetDouble()));
        }

        // every density falls into one class: the upper end of each is the lower end of the next
        Assert.Equal(bounds.Order(), bounds);
        Assert.All(bounds.Chunk(2), pair => Assert.Equal(pair[0], pair[1]));
        Assert.DoesNotContain("interpolate", JsonSerializer.Serialize(style), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_style_that_no_tile_could_have_is_refused_and_one_that_is_known_is_not_sent_again()
    {
        using var wrong = await shared.Server.GetAsync("/styles/ramp.json?rescale=5,5");
        using var flavour = await shared.Server.GetAsync("/styles/ramp.json?flavour=vanilla");
        using var missing = await shared.Server.GetAsync("/styles/nothing.json");
        await LiveServer.ProblemAsync(wrong, 400, "invalid-parameter");
        await LiveServer.ProblemAsync(flavour, 400, "invalid-parameter");
        await LiveServer.ProblemAsync(missing, 404, "layer-not-found");
        using var first = await shared.Server.GetAsync("/styles/ramp.json");
        using var second = await shared.Server.GetAsync("/styles/ramp.json", ("If-None-Match", first.Headers.ETag!.Tag));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    private static string FirstTile(JsonElement source) =>
        source.GetProperty("tiles")[0].GetString()!.Replace("{z}", "0", StringComparison.Ordinal).Replace("{x}", "0", StringComparison.Ordinal).Replace("{y}", "0", StringComparison.Ordinal);
}
