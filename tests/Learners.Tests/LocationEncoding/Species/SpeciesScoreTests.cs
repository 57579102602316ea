using Learners.LocationEncoding.Data.Species;
using Learners.LocationEncoding.Evaluation;

namespace Learners.Tests.LocationEncoding.Species;

public sealed class SpeciesScoreTests
{
    [Fact]
    public void The_area_under_the_curve_is_the_chance_that_presence_scores_higher()
    {
        // pairs of presence and absence: 3 > 1, 3 > 2, 2 > 1 are right, 2 = 2 counts half
        Assert.Equal(3.5 / 4, PresenceScore.AreaUnderCurve([3, 1, 2, 2], [true, false, true, false]), 12);
        Assert.Equal(0.5, PresenceScore.AreaUnderCurve([1, 1, 1], [true, false, true]), 12);
        Assert.True(double.IsNaN(PresenceScore.AreaUnderCurve([1, 2], [true, true])));
    }

    [Fact]
    public void A_species_that_lives_nowhere_has_no_score_and_no_part_in_the_mean()
    {
        var scores = PresenceScore.Of([2, 9, 1, 8], [true, false, false, false], ["lynx", "none"]);

        Assert.Equal(["lynx/auc", "mean/auc"], scores.Select(score => score.Name));
        Assert.Equal(1, scores[1].Value);
    }

    [Fact]
    public void The_place_decides_between_species_that_the_picture_cannot_tell_apart()
    {
        // four species; the picture hesitates between 0 and 1, the place knows
        float[] pictures = [2, 2.1f, 0, -1, 2, 2.1f, 0, -1], places = [3, -3, 0, 0, -3, 3, 0, 0];
        var scores = FusionScore.Of(pictures, places, [0, 1], 4).ToDictionary(score => score.Name, score => score.Value);

        Assert.Equal((0.5, 1.0), (scores["picture/top-1"], scores["picture/top-3"]));
        Assert.Equal(1, scores["sum/top-1"]);
        Assert.Equal(1, scores["product/top-1"]);
    }

    [Fact]
    public void The_product_multiplies_a_softmax_and_a_sigmoid()
    {
        // by hand: e^1 σ(−2) = 0.324 loses to e^0 σ(0) = 0.5, though 1 − 2 < 0 by a smaller margin
        var scores = FusionScore.Of([1, 0], [-2, 0], [1], 2).ToDictionary(score => score.Name, score => score.Value);
        var turned = FusionScore.Of([1, 0], [5, 6], [1], 2).ToDictionary(score => score.Name, score => score.Value);

        Assert.Equal((0.0, 1.0, 1.0), (scores["picture/top-1"], scores["sum/top-1"], scores["product/top-1"]));
        Assert.Equal(0, turned["product/top-1"]);
    }

    [Fact]
    public void Sites_become_one_observation_for_each_species_that_lives_there()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("sites.csv"), "lon,lat,a,b\n10,20,1,1\n-5,7,0,0\n3,4,0,1\n");
        var sites = SpeciesSites.Read(folder.File("sites.csv"));
        var seen = sites.Presences();

        Assert.Equal([0, 0, 2], seen.Images);
        Assert.Equal([0, 1, 1], seen.Classes);
        Assert.Equal([10, 10, 3], seen.Longitudes);
        Assert.Equal([false, true, false, false], sites.At([2, 1]).IsPresent);
    }

    [Theory]
    [InlineData("lat,lon,a\n", "lon, lat")]
    [InlineData("lon,lat,a\n1,2,0\n1,91,0\n", "line 3")]
    [InlineData("lon,lat,a\n1,2,2\n", "line 2")]
    [InlineData("lon,lat,a\n", "no sites")]
    public void Other_tables_are_refused_with_the_reason(string text, string reason)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("sites.csv"), text);
        Assert.Contains(reason, Assert.Throws<InvalidDataException>(() => SpeciesSites.Read(folder.File("sites.csv"))).Message, StringComparison.Ordinal);
    }
}
