using System.Text.Json;
using GeoCore.Evaluation;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Models;
using GeoCore.Onnx;
using Learners.Geolocation;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Tests.Geolocation;

public class ShippedGeolocatorTests
{
    private const long MostBytes = 3 << 20;

    private static string Folder => Path.Combine(Checkout.Root, "Learners", "Published", "overhead");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_preset_of_the_learner_is_what_the_shipped_geolocator_was_trained_with()
    {
        using var card = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "card.json")));
        var training = card.RootElement.GetProperty("training");
        var settings = training.GetProperty("settings").EnumerateObject().ToDictionary(setting => setting.Name, setting => setting.Value.GetString()!);

        Assert.True(GeolocatorLearnerCard.Instance.TrySettle(training.GetProperty("preset").GetString(), [], out var values, out var problem), problem);
        Assert.Equal(values.Texts.OrderBy(pair => pair.Key), settings.OrderBy(pair => pair.Key));
        Assert.Equal("./geosuite train geolocator --data overhead --preset published --seed 1", training.GetProperty("command").GetString());
        Assert.InRange(Directory.EnumerateFiles(Folder).Sum(file => new FileInfo(file).Length), 1, MostBytes);
    }

    [Fact]
    public void The_card_says_that_the_pool_beats_the_prior_beyond_chance_where_nothing_was_seen()
    {
        using var card = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Folder, "card.json")));
        var metrics = card.RootElement.GetProperty("metrics").EnumerateArray()
            .ToDictionary(metric => metric.GetProperty("name").GetString()!, metric => metric.GetProperty("value").GetDouble());

        Assert.True(metrics["log-linear/auc-log-low"] > metrics["prior/auc-log-high"]);
        Assert.True(metrics["log-linear/auc-log"] > metrics["product/auc-log"]);
    }

    [Fact]
    public void Tiles_of_another_month_from_blocks_it_was_not_trained_in_are_found_in_a_smaller_area_than_by_the_prior()
    {
        var shared = Path.Combine(Checkout.Root, "..", "shared", "data", "overhead-tiles");
        Assert.SkipUnless(Directory.Exists(shared), "the shared tiles are not beside the checkout");
        var all = new TileFolder(shared).Read("dev", 600, Cancellation);
        var pictures = all.At([.. Enumerable.Range(0, all.Count).Where(i => i % 10 == 0)]);
        var artifact = GeolocatorArtifact.Load(Folder);
        using var backbone = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation);
        RecallAccumulator pool = new(), prior = new();
        for (var i = 0; i < pictures.Count; i++)
        {
            var embedding = new float[backbone.Width];
            backbone.Embed(pictures.Pictures[i], embedding, Cancellation);
            var map = artifact.Ensemble.Evaluate(artifact.InputsOf(embedding), default, Cancellation).Map;
            var truth = artifact.Grid.CellAt(pictures.Longitudes[i], pictures.Latitudes[i]);
            pool.Add(RankedQuery.OfMap($"{i}", map.Values, artifact.Grid.Areas, truth));
            prior.Add(RankedQuery.OfMap($"{i}", artifact.Ensemble.Prior.Values, artifact.Grid.Areas, truth));
        }

        RecallSummary found = pool.Summarise(RecallVariant.Fractional), before = prior.Summarise(RecallVariant.Fractional);
        Assert.True(found.AucLog > before.AucLog + 0.03, $"{found.AucLog} against {before.AucLog}");
        Assert.True(found.MedianKm2 < before.MedianKm2 / 2, $"{found.MedianKm2} against {before.MedianKm2} km²");
    }

    [Fact]
    public void A_desert_is_no_rain_forest()
    {
        var artifact = GeolocatorArtifact.Load(Folder);
        using var backbone = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation);
        DensityMap Map(byte red, byte green, byte blue)
        {
            var pixels = new byte[32 * 32 * 3];
            var random = new Random(3);
            for (var i = 0; i < pixels.Length; i++)
            {
                pixels[i] = (byte)(new[] { red, green, blue }[i % 3] + random.Next(-6, 7));
            }

            var embedding = new float[backbone.Width];
            backbone.Embed(new GeoCore.Imaging.Picture(32, 32, pixels), embedding, Cancellation);
            return artifact.Ensemble.Evaluate(artifact.InputsOf(embedding), default, Cancellation).Map;
        }

        DensityMap sand = Map(205, 175, 130), forest = Map(22, 55, 18);

        // the Libyan desert and the middle of the Amazon, which lie in blocks of their own
        Assert.True(sand.LogDensityAt(25, 25) - sand.LogDensityAt(-65, -4) > 1);
        Assert.True(forest.LogDensityAt(-65, -4) - forest.LogDensityAt(25, 25) > 1);
    }
}
