using System.Globalization;
using Learners.Torch.Experiments;

namespace Learners.Host.Experiments;

/// <summary>Does the runs that are not done yet, one after another, and keeps each at once.</summary>
/// <param name="log">Runs done.</param>
/// <param name="error">Told what goes on.</param>
/// <param name="time">Clock.</param>
internal sealed class ExperimentRunner(RunLog log, TextWriter error, TimeProvider time)
{
    /// <summary>Does the runs.</summary>
    /// <param name="runs">Wanted; a run that two tables share is done once.</param>
    /// <param name="cancellationToken">Ends the run under way without a result.</param>
    /// <returns>False when it was told to end; what was done is kept.</returns>
    internal bool Do(IReadOnlyList<ExperimentRun> runs, CancellationToken cancellationToken)
    {
        var left = new List<ExperimentRun>();
        foreach (var run in runs.Where(run => log.Find(run) is null))
        {
            if (!left.Any(other => other.Name == run.Name && other.Seed == run.Seed && other.Settings.SequenceEqual(run.Settings)))
            {
                left.Add(run);
            }
        }

        var settled = runs.Count - left.Count;
        if (settled > 0)
        {
            error.WriteLine($"{settled} of {runs.Count} runs are there");
        }

        for (var i = 0; i < left.Count; i++)
        {
            var run = left[i];
            var start = time.GetTimestamp();
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                var figures = run.Execute(cancellationToken);
                var seconds = Math.Round(time.GetElapsedTime(start).TotalSeconds, 3);
                log.Add(new RunRecord(
                    run.Name, run.Data, run.Seed, run.Settings, figures.ToDictionary(figure => figure.Name, figure => figure.Value), seconds));
                Say(i + 1, left, seconds, figures[0]);
            }
            catch (OperationCanceledException)
            {
                return false;
            }
        }

        return true;
    }

    private void Say(int done, List<ExperimentRun> left, double seconds, Contracts.MetricRecord figure)
    {
        var remaining = TimeSpan.FromSeconds(left.Skip(done).Sum(Expected));
        error.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{done}/{left.Count} {left[done - 1].Name} seed {left[done - 1].Seed}: {figure.Name} {figure.Value:F4} in {seconds:F1} s; {remaining:h\\:mm\\:ss} to go"));
    }

    // what the same row took with another seed, else what a run took on average
    private double Expected(ExperimentRun run)
    {
        double[] same = [.. log.Records.Where(record => record.Name == run.Name).Select(record => record.Seconds)];
        return same.Length > 0 ? same.Average() : log.Records.Average(record => record.Seconds);
    }
}
