using Learners.LocationEncoding.Data;

namespace Learners.LocationEncoding.Evaluation;

/// <summary>
/// A stand-in for a picture classifier where there are no pictures: SIMULATED logits, Gaussian noise with a bonus for the true species. It
/// shows what fusion does with a classifier of known skill and says nothing about any real one.
/// </summary>
public static class SimulatedClassifier
{
    private const int Stream = 24;

    /// <summary>Logits of observations.</summary>
    /// <param name="targets">True species.</param>
    /// <param name="classCount">Number of species.</param>
    /// <param name="margin">Bonus of the true species in standard deviations of the noise; 0 guesses.</param>
    /// <param name="seed">Of the noise.</param>
    /// <returns>[observation][species].</returns>
    public static float[] Logits(ReadOnlySpan<int> targets, int classCount, double margin, long seed)
    {
        var logits = new float[targets.Length * classCount];
        var random = new RandomSequence(seed, Stream, 0);
        for (var i = 0; i < logits.Length; i++)
        {
            // Box and Muller
            var radius = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble()));
            logits[i] = (float)(radius * Math.Cos(2 * Math.PI * random.NextDouble()) + (i % classCount == targets[i / classCount] ? margin : 0));
        }

        return logits;
    }
}
