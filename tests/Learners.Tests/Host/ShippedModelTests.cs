using GeoCore.Artifacts;
using Learners.LocationEncoding;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.Host;

public class ShippedModelTests
{
    private static readonly double[] s_longitudes = [2.35, 15, -60, 106.8, -95, 37.6, 139.7, -30, -150, 60];
    private static readonly double[] s_latitudes = [48.86, 24, -3.5, -78.5, 41, 55.75, 36.2, 30, -20, -60];

    [Fact]
    public void The_land_model_knows_continents_and_oceans()
    {
        var logits = Answers(Load("land"));

        Assert.All(logits[..7], logit => Assert.True(logit > 2, $"{logit} on land"));
        Assert.All(logits[7..], logit => Assert.True(logit < -2, $"{logit} at sea"));
    }

    [Fact]
    public void The_land_model_scores_on_the_paper_s_grid_what_its_card_says()
    {
        var artifact = Load("land");
        var places = LandOceanProtocol.Test;
        var logits = new float[places.Count];
        artifact.Encoder.Evaluate(places.Longitudes, places.Latitudes, logits, TestContext.Current.CancellationToken);

        var scores = ClassificationScore.Binary("land-ocean", logits, places.Classes).ToDictionary(metric => metric.Name, metric => metric.Value);

        Assert.InRange(scores["land-ocean/accuracy"], 0.985, 1);
        Assert.All(
            artifact.Card.Metrics.Where(metric => scores.ContainsKey(metric.Name)),
            metric => Assert.Equal(metric.Value, scores[metric.Name], 1e-4));
    }

    [Fact]
    public void The_climate_model_knows_climates()
    {
        var artifact = Load("koppen");
        var logits = Answers(artifact);
        var winners = Enumerable.Range(0, s_longitudes.Length)
            .Select(place => logits.AsSpan(place * artifact.Card.Outputs.Count, artifact.Card.Outputs.Count).ToArray())
            .Select(row => artifact.Card.Outputs[Array.IndexOf(row, row.Max())].Name);

        Assert.Equal(["Cfb", "BWh", "Am", "EF", "Dfa", "Dfb", "Cfa", "ocean", "ocean", "ocean"], winners);
    }

    [Theory]
    [InlineData("land")]
    [InlineData("koppen")]
    public void A_preset_of_the_learner_is_what_a_shipped_model_was_trained_with(string model)
    {
        var training = Load(model).Card.Training!;

        Assert.True(LocationEncoderCard.Instance.TrySettle(training.Preset, [], out var values, out var problem), problem);

        // a parameter that came after the model had its default's effect when the model was trained
        Assert.True(LocationEncoderCard.Instance.TrySettle(null, training.Settings, out var kept, out problem), problem);
        Assert.Equal(values.Texts.OrderBy(pair => pair.Key), kept.Texts.OrderBy(pair => pair.Key));
        Assert.Equal($"./geosuite train location-encoder --data {model} --preset {training.Preset} --seed {training.Seed}", training.Command);
    }

    private static LocationEncoderArtifact Load(string name) => LocationEncoderArtifact.Load(Path.Combine(Checkout.Root, "Learners", "Published", name));

    private static float[] Answers(LocationEncoderArtifact artifact)
    {
        var logits = new float[s_longitudes.Length * artifact.Card.Outputs.Count];
        artifact.Encoder.Evaluate(s_longitudes, s_latitudes, logits, TestContext.Current.CancellationToken);
        return logits;
    }
}
