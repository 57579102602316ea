using GeoCore.Evaluation;
using GeoCore.Evaluation.Calibration;

namespace GeoCore.Tests.Evaluation.Calibration;

/// <summary>Maps whose truths follow them, or a power of them.</summary>
internal static class Belief
{
    internal const int Cells = 600;

    internal static readonly CellAreas Areas = CellAreas.PerCell([.. Enumerable.Range(0, Cells).Select(cell => 1.0 + cell % 7)]);

    /// <summary>Random maps, each with a truth drawn from the map raised to a power.</summary>
    internal static MapWithTruth[] Queries(int count, double power, int seed, double spread = 4)
    {
        var random = new Random(seed);
        var queries = new MapWithTruth[count];
        for (var i = 0; i < count; i++)
        {
            float[] map = [.. Enumerable.Range(0, Cells).Select(_ => (float)(spread * random.NextDouble()))];
            var masses = map.Select((level, cell) => Math.Exp(power * level) * Areas.Km2(cell)).ToArray();
            var rest = random.NextDouble() * masses.Sum();
            var truth = 0;
            while (truth < Cells - 1 && (rest -= masses[truth]) > 0)
            {
                truth++;
            }

            queries[i] = new MapWithTruth(map, truth);
        }

        return queries;
    }

    internal static double[] Masses(IEnumerable<MapWithTruth> queries) =>
        [.. queries.Select(query => HighestDensityMass.Of(query.LogDensities.Span, Areas, query.TruthCell))];
}
