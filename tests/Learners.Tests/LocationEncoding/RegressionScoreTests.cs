using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Protocol;

namespace Learners.Tests.LocationEncoding;

public class RegressionScoreTests
{
    [Fact]
    public void Figures_are_those_worked_out_by_hand()
    {
        // two outputs at the equator and at 60 degrees, where a place weighs half
        var places = new MeasuredPlaces([0, 0], [0, 60], [0, 10, 1, 20], 2);
        var scores = RegressionScore.Of("test", [0.5f, 10, 1, 24], places).ToDictionary(score => score.Name, score => score.Value);

        Assert.Equal((0.25 + 16) / 4, scores["test/mean-squared-error"], 12);
        Assert.Equal((0.5 + 4) / 4, scores["test/mean-absolute-error"], 12);
        Assert.Equal((0.25 + 0.5 * 16) / 1.5 / 2, scores["test/area-weighted-mse"], 12);
        Assert.Equal(((1 - 0.25 / 0.5) + (1 - 16.0 / 50)) / 2, scores["test/r2"], 12);
    }
}
