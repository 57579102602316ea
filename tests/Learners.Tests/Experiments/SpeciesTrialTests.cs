using Learners.LocationEncoding;
using Learners.LocationEncoding.Data.Species;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Experiments;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Tests.Torch;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.Experiments;

public class SpeciesTrialTests
{
    // two species, one in the north and one in the west, at 1 000 places
    private static readonly Lazy<SpeciesSites> s_sites = new(() =>
    {
        var places = FibonacciLattice.Of(1000);
        return new SpeciesSites(
            places.Longitudes, places.Latitudes, ["north", "west"],
            [.. Enumerable.Range(0, 1000).SelectMany(i => new[] { places.Latitudes[i] > 30, places.Longitudes[i] < 0 })]);
    });

    [Fact]
    public void Presences_alone_teach_where_species_live_and_the_place_adds_to_a_simulated_classifier()
    {
        TorchDevice.UseThreads(1);
        var figures = new SpeciesTrial(s_sites, TimeProvider.System)
            .Run("test", new Dictionary<string, string>(HyperParameterTable.Row("inat2018", "sphericalharmonics", "linear")) { ["degrees"] = "6", ["learning-rate"] = "0.02" }, 0)
            .Execute(TestContext.Current.CancellationToken).ToDictionary(metric => metric.Name, metric => metric.Value);

        Assert.InRange(figures["north/auc"], 0.8, 1);
        Assert.InRange(figures["west/auc"], 0.8, 1);
        Assert.Equal((figures["north/auc"] + figures["west/auc"]) / 2, figures["mean/auc"], 12);
        Assert.True(figures["simulated/sum/top-1"] > figures["simulated/picture/top-1"]);
    }

    [Fact]
    public void Sites_are_whole_in_one_part_and_the_parts_change_with_the_seed()
    {
        var parts = PresenceProtocol.Of(s_sites.Value, 0);

        Assert.Equal((600, 200, 200), (parts.Training.Count, parts.Validation.Count, parts.Test.Count));
        Assert.Equal(s_sites.Value.Latitudes.Order(), parts.Training.Latitudes.Concat(parts.Validation.Latitudes).Concat(parts.Test.Latitudes).Order());
        Assert.NotEqual(parts.Test.Latitudes, PresenceProtocol.Of(s_sites.Value, 1).Test.Latitudes);
    }

    [Fact]
    public void A_batch_of_presences_holds_as_many_random_places_behind_its_observations()
    {
        using var learner = new LocationEncoderLearner(TinyRun.Values(), PlaceObjective.Presences(2, 10), seed: 3);
        using var seen = new EpochFeed(s_sites.Value.Presences(), learner.Features, 3, ScalarType.Float32, CPU);
        var feed = new PresenceFeed(seen, learner.Features, 3, ScalarType.Float32, CPU);
        using var scope = NewDisposeScope();

        var (plain, both, next) = (seen.Draw(0, 50), feed.Draw(0, 50), feed.Draw(1, 50));

        Assert.Equal([100, 16], both.Inputs.shape);
        Assert.Equal(plain.Inputs.data<float>().ToArray(), both.Inputs[..50].contiguous().data<float>().ToArray());
        Assert.NotEqual(both.Inputs[50..].contiguous().data<float>().ToArray(), next.Inputs[50..].contiguous().data<float>().ToArray());
        Assert.Equal(feed.Draw(1, 50).Inputs.data<float>().ToArray(), next.Inputs.data<float>().ToArray());
        var logits = learner.Logits(both.Inputs);
        Assert.Equal(
            PlaceLosses.PresenceOnly(logits[..50], logits[50..], both.Targets, 10).ToDouble(), learner.ComputeLoss(both).Loss.ToDouble(), 6);
    }

    [Fact]
    public void The_simulated_classifier_guesses_without_a_margin_and_knows_with_a_wide_one()
    {
        int[] targets = [.. Enumerable.Range(0, 6000).Select(i => i % 6)];
        double Top(double margin) => FusionScore.Of(SimulatedClassifier.Logits(targets, 6, margin, 1), new float[36000], targets, 6)[0].Value;

        Assert.InRange(Top(0), 1 / 6.0 - 0.02, 1 / 6.0 + 0.02);
        Assert.InRange(Top(1.5), 0.45, 0.65);
        Assert.Equal(1, Top(20));
    }
}
