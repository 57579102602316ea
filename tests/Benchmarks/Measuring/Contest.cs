namespace Benchmarks.Measuring;

/// <summary>Someone who does the work, and how a timing of it is taken.</summary>
/// <param name="Name">As the table's column says it.</param>
/// <param name="Measure">Does the work once.</param>
internal sealed record Contender(string Name, Func<Sample> Measure);

/// <summary>What a contender needed, the median over the rounds.</summary>
/// <param name="Name">The contender.</param>
/// <param name="Cpu">CPU seconds of one piece of work.</param>
/// <param name="Wall">Wall seconds of one piece of work.</param>
/// <param name="Rounds">Timings behind the medians.</param>
internal sealed record Standing(string Name, double Cpu, double Wall, int Rounds);

/// <summary>Several contenders measured side by side: each round times all of them, in an order that turns with the round, so that a change of the machine's mood meets all alike.</summary>
internal static class Contest
{
    /// <summary>Runs the rounds.</summary>
    /// <param name="contenders">Who takes part.</param>
    /// <param name="rounds">Timings of each, at least 1.</param>
    /// <param name="warmUp">Rounds before those that count.</param>
    /// <param name="cancellationToken">Checked between timings.</param>
    /// <returns>A standing per contender, in their order.</returns>
    public static IReadOnlyList<Standing> Run(
        IReadOnlyList<Contender> contenders, int rounds, int warmUp, CancellationToken cancellationToken)
    {
        var samples = contenders.Select(_ => new List<Sample>(rounds)).ToArray();
        for (var round = -warmUp; round < rounds; round++)
        {
            for (var turn = 0; turn < contenders.Count; turn++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var index = (turn + Math.Abs(round)) % contenders.Count;
                var sample = contenders[index].Measure();
                if (round >= 0)
                {
                    samples[index].Add(sample);
                }
            }
        }

        return [.. contenders.Select((contender, index) => Summarise(contender.Name, samples[index]))];
    }

    /// <summary>Medians of a contender's timings.</summary>
    public static Standing Summarise(string name, IReadOnlyCollection<Sample> samples) =>
        new(name, Median(samples.Select(sample => sample.CpuPerUnit)), Median(samples.Select(sample => sample.WallPerUnit)), samples.Count);

    /// <summary>The middle value, or the mean of the two middle ones.</summary>
    public static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0
            ? throw new ArgumentException("A median needs a value.", nameof(values))
            : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
