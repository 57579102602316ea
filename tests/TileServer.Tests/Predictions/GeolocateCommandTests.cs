using System.CommandLine;
using System.Text.Json;
using GeoCore.Gdal;
using GeoCore.Tests.Imaging;
using TileServer.Commands;
using TileServer.Sources.Geolocation;
using TileServer.Tests.Http;

namespace TileServer.Tests.Predictions;

public sealed class GeolocateCommandTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("geolocate").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Fact]
    public async Task A_picture_is_answered_with_regions_reasons_and_files()
    {
        var (code, output) = await RunAsync("--out", At("map.tif"), "--png", At("map.png"), "--geojson", At("regions.geojson"), "--top", "2");
        Assert.Equal(0, code);
        Assert.Contains("Hills (hills), loglinear, prior uniform, 3,072 cells", output, StringComparison.Ordinal);
        Assert.Contains("50 % on ", output, StringComparison.Ordinal);
        Assert.Matches(@"\n\s+1\s+0\.\d{3}\s+[\d,]+\s+\d+\.\d\d,", output);
        Assert.Matches(@"\nred\s+1\s", output);
        Assert.Contains("Colour: red 0.9", output, StringComparison.Ordinal);

        using var raster = GdalRaster.Open(At("map.tif"));
        Assert.Equal(2 * raster.Info.Levels[0].Height, raster.Info.Levels[0].Width);
        var picture = DecodedImage.Read(await File.ReadAllBytesAsync(At("map.png"), TestContext.Current.CancellationToken));
        Assert.Equal(1440, picture.Width);
        Assert.True(picture.Height > 720, "there is a legend beneath");
        Assert.Contains(picture.Pixels[(1440 * 720)..], pixel => pixel != 0xFFFFFFFF);
        using var regions = JsonDocument.Parse(await File.ReadAllBytesAsync(At("regions.geojson"), TestContext.Current.CancellationToken));
        Assert.Equal(4, regions.RootElement.GetProperty("features").GetArrayLength());
    }

    [Fact]
    public async Task Sources_and_limits_are_those_of_the_options_and_json_is_that_of_the_server()
    {
        var (code, output) = await RunAsync("--json", "--sources", "red:0", "--rule", "product", "--prior", "north", "--min-cell-km2", "1000000", "--exif-truth");
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.Equal("product", document.RootElement.GetProperty("rule").GetString());
        Assert.False(document.RootElement.GetProperty("sources")[0].GetProperty("active").GetBoolean());
        Assert.True(document.RootElement.GetProperty("grid").GetProperty("cellAreaKm2").GetDouble() >= 1e6);
        Assert.Contains(document.RootElement.GetProperty("notices").EnumerateArray(), notice => notice.GetString()!.Contains("does not say where", StringComparison.Ordinal));
        Assert.False(document.RootElement.TryGetProperty("id", out _));
    }

    [Theory]
    [InlineData("--sources", "green:1")]
    [InlineData("--rule", "majority")]
    [InlineData("--prior", "elsewhere")]
    [InlineData("--min-cell-km2", "-1")]
    [InlineData("--blur-km", "1e9")]
    [InlineData("--top", "-1")]
    public async Task Options_that_make_no_sense_are_wrong_usage(string name, string value)
    {
        var (code, output) = await RunAsync(name, value);
        Assert.Equal(2, code);
        Assert.Empty(output);
    }

    [Fact]
    public async Task What_is_no_picture_or_no_model_is_wrong_usage()
    {
        await File.WriteAllTextAsync(At("note.png"), "no picture", TestContext.Current.CancellationToken);
        Assert.Equal(2, (await RunOnAsync(At("note.png"))).Code);
        Assert.Equal(2, (await RunOnAsync(At("nothing.png"))).Code);
        await File.WriteAllBytesAsync(At("picture.png"), TestPictures.Of("image/png"), TestContext.Current.CancellationToken);
        ServeProcess.AssertWrongUsage(await ServeProcess.RunAsync("geolocate", At("picture.png"), "--model", At("no-model")), "train geolocator");
        ServeProcess.AssertWrongUsage(await ServeProcess.RunAsync("geolocate", "--no-such-option"), "--no-such-option");
    }

    private string At(string name) => Path.Combine(_home, name);

    private async Task<(int Code, string Output)> RunAsync(params string[] options)
    {
        var picture = At("picture.png");
        await File.WriteAllBytesAsync(picture, TestPictures.Of("image/png"), TestContext.Current.CancellationToken);
        return await RunOnAsync(picture, options);
    }

    private async Task<(int Code, string Output)> RunOnAsync(string picture, params string[] options)
    {
        // the log of who asked is the operator's, and not the tests'
        Environment.SetEnvironmentVariable("TileServer__AuditLog", At("audit.jsonl"));
        using var output = new StringWriter();
        PictureLocator Open(string? model) => new HillLocator();
        var code = await CommandLine.RunAsync(new RootCommand { GeolocateCommand.Create(Open, output) }, ["geolocate", picture, .. options]);
        return (code, output.ToString());
    }
}
