using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Sources.Attributes;
using Learners.Geolocation.Experiments;
using Learners.Geolocation.Experiments.Ground;

namespace Learners.Tests.Geolocation;

public class GroundTrialTests
{
    private const int Count = 90;
    private const int Zones = 4;
    private static readonly NestedGrid s_grid = NestedGrid.Healpix(3);

    [Fact]
    public void What_pictures_tell_of_their_zone_beats_the_prior_and_noise_does_not()
    {
        var told = Figures(isTelling: true);
        var silent = Figures(isTelling: false);

        Assert.True(told["zone/gain/low"] > 0, $"{told["zone/gain"]} from {told["zone/gain/low"]}");
        Assert.True(told["log-linear-fitted/gain/low"] > 0, $"{told["log-linear-fitted/gain"]} from {told["log-linear-fitted/gain/low"]}");
        Assert.True(told["zone/log-score"] > told["prior/log-score"] + 0.3);
        Assert.True(silent["zone/gain/low"] <= 0, $"{silent["zone/gain"]} from {silent["zone/gain/low"]}");
        Assert.Equal(told["prior/auc-log"], silent["prior/auc-log"]);
        Assert.Equal(0, told["prior/gain"]);
        // weights 1 without the only attribute leave retrieval
        Assert.Equal(told["retrieval/auc-log"], told["without-zone/auc-log"], 1e-12);
    }

    [Fact]
    public void A_trial_repeats_and_another_seed_deals_other_blocks()
    {
        var world = World(isTelling: true);

        Assert.Equal(new GroundTrial(world, 3).Run(TestContext.Current.CancellationToken), new GroundTrial(world, 3).Run(TestContext.Current.CancellationToken));
        Assert.NotEqual(BlockFolds.Of(world.Places, 5, 3), BlockFolds.Of(world.Places, 5, 4));
    }

    [Fact]
    public void Photographs_of_one_block_are_in_one_part_and_parts_are_alike()
    {
        var places = World(isTelling: false).Places;
        var parts = BlockFolds.Of(places, 5, 1);
        var blocks = NestedGrid.Healpix(2);

        Assert.All(places.Select((place, i) => (Block: blocks.CellAt(place.Longitude, place.Latitude), Part: parts[i])).GroupBy(pair => pair.Block), block => Assert.Single(block.Select(pair => pair.Part).Distinct()));
        Assert.Equal([0, 1, 2, 3, 4], parts.Distinct().Order());
    }

    [Fact]
    public void A_head_learns_classes_it_can_tell_apart_and_falls_back_to_their_shares_otherwise()
    {
        float[][] embeddings = [.. Enumerable.Range(0, 60).Select(i => new[] { i % 3 == 0 ? 1f : 0, i % 3 == 1 ? 1f : 0, 0.5f })];
        int[] labels = [.. Enumerable.Range(0, 60).Select(i => i % 3)];
        labels[5] = -1;

        var head = new SoftmaxHead(embeddings, labels, 3, 0.001);
        for (var k = 0; k < 3; k++)
        {
            Assert.True(Math.Exp(head.LogProbabilities(embeddings[k])[k]) > 0.9);
            Assert.Equal(1, head.LogProbabilities(embeddings[k]).Sum(Math.Exp), 1e-12);
        }

        var still = new SoftmaxHead(embeddings, labels, 3, 1e6);
        for (var k = 0; k < 3; k++)
        {
            Assert.Equal(still.LogShares[k], still.LogProbabilities(embeddings[0])[k], 1e-4);
        }
    }

    [Fact]
    public void The_prior_gives_every_place_of_the_gallery_density()
    {
        var prior = GroundWorld.PriorOn(s_grid);
        Assert.True(prior.LogDensityAt(2.35, 48.86) > prior.LogDensityAt(90, 75) + 3);
        Assert.All(prior.Values.ToArray(), value => Assert.True(float.IsFinite(value)));
    }

    private static Dictionary<string, double> Figures(bool isTelling) =>
        new GroundTrial(World(isTelling), 1).Run(TestContext.Current.CancellationToken).ToDictionary(figure => figure.Name, figure => figure.Value);

    /// <summary>Places of the gallery; pictures tell the quarter of the globe in three of four cases, or nothing.</summary>
    private static GroundWorld World(bool isTelling)
    {
        var random = new Random(5);
        var places = new GalleryCounts().Queries;
        random.Shuffle(places);
        places = places[..Count];
        static int ZoneAt(double longitude, double latitude) => Math.Clamp((int)((longitude + 180) / 90), 0, Zones - 1);
        var zones = new GroundAttribute("zone", Zones, ClassFractions.FromPlaces(s_grid, Zones, ZoneAt), ZoneAt);
        float[][] embeddings =
        [
            .. places.Select(place =>
            {
                var said = random.Next(4) == 0 ? random.Next(Zones) : ZoneAt(place.Longitude, place.Latitude);
                var noise = random.Next(Zones);
                return Enumerable.Range(0, 12).Select(k => (k == (isTelling ? said : noise) ? 2f : 0) + random.NextSingle()).ToArray();
            }),
        ];
        return new GroundWorld(places, embeddings, [zones], [[.. places.Select(place => ZoneAt(place.Longitude, place.Latitude))]], GroundWorld.PriorOn(s_grid));
    }
}
