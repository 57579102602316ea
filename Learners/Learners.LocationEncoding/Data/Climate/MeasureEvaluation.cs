using GeoCore.Artifacts;
using GeoCore.Encoding.Networks;
using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Data.Climate;

/// <summary>The test places of climate fields.</summary>
/// <param name="Name">Put before every figure.</param>
/// <param name="Sets">Scaled to 0…1, as the network learns them.</param>
internal sealed record MeasureEvaluation(string Name, ClimateProtocol Sets) : EvaluationSet(Name, Sets.Test.Longitudes, Sets.Test.Latitudes)
{
    /// <inheritdoc/>
    internal override IEnumerable<MetricRecord> Score(float[] outputs) => RegressionScore.Of(Name, outputs, Sets.Test);

    /// <inheritdoc/>
    internal override IEnumerable<MetricRecord> ScorePublished(float[] outputs, ArtifactCard card)
    {
        if (card.Network.Name == NetworkShape.FcNet)
        {
            return Score(outputs); // published as shares of the range
        }

        var count = Sets.Test.Outputs;
        return Score([.. outputs.Select((value, i) => (float)((value - Sets.Minima[i % count]) / (Sets.Maxima[i % count] - Sets.Minima[i % count])))]);
    }
}
