using GeoCore.Artifacts;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Tests.Artifacts;

public sealed class PredictionArtifactTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("prediction").FullName;

    public void Dispose() => Directory.Delete(_home, true);

    [Theory]
    [InlineData("healpix:3")]
    [InlineData("s2:2")]
    [InlineData("latlon:24x12")]
    public void A_stored_map_is_read_back_number_for_number(string name)
    {
        Assert.True(Grid.TryParse(name, out var grid));
        var random = new Random(1);
        var map = DensityMap.FromDensities(grid, [.. Enumerable.Range(0, grid.Count).Select(cell => cell % 7 == 0 ? 0 : random.NextDouble())]);
        var folder = Path.Combine(_home, "map");
        var saved = PredictionArtifact.Save(folder, new PredictionCard { Title = "A map" }, map);
        var loaded = PredictionArtifact.Load(folder);
        Assert.Equal(PredictionCard.CurrentFormat, ArtifactFormat.Of(folder));
        Assert.Equal(name, loaded.Card.Grid);
        Assert.Equal(saved.Digest, loaded.Digest);
        for (var cell = 0; cell < grid.Count; cell++)
            Assert.Equal(map.Mass(cell), loaded.Map.Mass(cell), 1e-7);
    }

    [Theory]
    [InlineData("""{"title":"x","format":"geosuite.prediction/2"}""", "format")]
    [InlineData("""{"format":"geosuite.prediction/1","title":"x","map":"../map.safetensors"}""", "map")]
    [InlineData("""{"format":"geosuite.prediction/1","title":"x","map":"nothing.safetensors"}""", "nothing.safetensors")]
    [InlineData("""{"format":"geosuite.prediction/1","title":"x","grid":"healpix:99"}""", "grid")]
    [InlineData("""{"format":"geosuite.prediction/1","title":"x","grid":"healpix:4"}""", "logDensity")]
    [InlineData("""{"format":"geosuite.prediction/1","title":"x","grid":"healpix:3","sha256":"00"}""", "SHA-256")]
    [InlineData("""{"format":"geosuite.prediction/1","title":"x","map":"map.tif"}""", "map.tif")]
    [InlineData("""{"format":"geosuite.prediction/1","grid":"healpix:3"}""", "title")]
    [InlineData("""{"title":"x"}""", "format")]
    [InlineData("nonsense", "card.json")]
    public void What_is_wrong_is_named(string card, string word)
    {
        var folder = Path.Combine(_home, "map");
        PredictionArtifact.Save(folder, new PredictionCard { Title = "A map" }, DensityMap.Uniform(NestedGrid.Healpix(3)));
        var copy = Directory.CreateDirectory(Path.Combine(_home, "copy")).FullName;
        File.Copy(Path.Combine(folder, PredictionArtifact.TensorFile), Path.Combine(copy, PredictionArtifact.TensorFile));
        File.WriteAllText(Path.Combine(copy, "map.tif"), "no raster");
        File.WriteAllText(Path.Combine(copy, "card.json"), card);
        Assert.Contains(word, Assert.Throws<ArtifactException>(() => PredictionArtifact.Load(copy)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_map_whose_cells_have_no_name_is_not_stored()
    {
        var adaptive = AdaptiveOutput.Of(DensityMap.Uniform(NestedGrid.Healpix(3)), 12).Map;
        Assert.Throws<ArgumentException>(() => PredictionArtifact.Save(Path.Combine(_home, "map"), new PredictionCard { Title = "A map" }, adaptive));
    }
}
