using GeoCore.Evaluation;
using GeoCore.Evaluation.Calibration;
using GeoCore.Tests.Evaluation.Calibration;

namespace GeoCore.Tests.Evaluation;

public class RankedQueryTests
{
    [Fact]
    public void A_map_says_area_density_and_mass_at_once()
    {
        var areas = CellAreas.PerCell([10, 10, 20, 60]);
        float[] map = [.. new[] { 0.02, 0.02, 0.02, 0.2 / 60 }.Select(density => (float)Math.Log(1000 * density))]; // up to a constant
        var query = RankedQuery.OfMap("q", map, areas, 1, weight: 2, block: 5, totalKm2: 100);
        Assert.Equal(new RequiredArea(0, 40, 10, false), query.Area);
        Assert.Equal(Math.Log(0.02), query.LogDensity, 1e-6);
        Assert.Equal(0.4, query.Mass, 1e-6);
        Assert.Equal(("q", 2, 5L), (query.Id, query.Weight, query.Block));
        var half = RankedQuery.OfMap("q", map, areas, 1, residualMass: 0.5, totalKm2: 200);
        Assert.Equal(Math.Log(0.01), half.LogDensity, 1e-6);
        Assert.Equal(0.2, half.Mass, 1e-6);
        var missed = RankedQuery.OfMap("q", map, areas, -1, residualMass: 0.5, totalKm2: 200);
        Assert.Equal((double.NegativeInfinity, 0.75, true), (missed.LogDensity, missed.Mass, missed.Area.IsZeroDensity));
        Assert.Throws<ArgumentException>(() => RankedQuery.OfMap("q", map, CellAreas.Uniform(3, 1), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => RankedQuery.OfMap("q", map, areas, 4));
    }

    [Fact]
    public void A_stream_of_maps_is_judged_for_recall_and_calibration_alike()
    {
        var queries = Belief.Queries(400, 1, 11);
        var accumulator = new RecallAccumulator(totalKm2: 1e4);
        for (var i = 0; i < queries.Length; i++)
        {
            accumulator.Add(RankedQuery.OfMap($"q{i}", queries[i].LogDensities.Span, Belief.Areas, queries[i].TruthCell, totalKm2: 1e4));
        }

        var (streamed, direct) = (Reliability.Of(accumulator), Reliability.Of(Belief.Masses(queries)));
        Assert.Equal(direct.CramerVonMises, streamed.CramerVonMises, 1e-12);
        Assert.Equal(direct.Points, streamed.Points);
        Assert.Equal(PowerFit.Fit(queries, Belief.Areas).LogScoreBefore, MeanLogDensity(queries), 1e-9);
        Assert.Equal(MeanLogDensity(queries), accumulator.Summarise(RecallVariant.Fractional).LogScore!.Value, 1e-9);
    }

    /// <summary>The mean logarithm of the normalised density at the truth, cell by cell.</summary>
    private static double MeanLogDensity(MapWithTruth[] queries) => queries.Average(query =>
    {
        var map = query.LogDensities.ToArray();
        return map[query.TruthCell] - Math.Log(map.Select((level, cell) => Math.Exp(level) * Belief.Areas.Km2(cell)).Sum());
    });
}
