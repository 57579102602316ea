using System.Globalization;
using Learners.Contracts;

namespace Learners.Host.Runs;

/// <summary>Shows how a run is going: one line that is rewritten on a terminal, now and then a plain line elsewhere.</summary>
/// <param name="writer">Usually the error stream, so that results can be piped.</param>
/// <param name="isTerminal">Whether a carriage return goes back to the start of the line.</param>
internal sealed class ProgressReport(TextWriter writer, bool isTerminal) : IProgress<TrainingProgress>, IDisposable
{
    private const int BarWidth = 24;
    private const double PlainEverySeconds = 10;
    private double _lastPlain = double.NegativeInfinity;
    private bool _open;

    /// <inheritdoc/>
    public void Report(TrainingProgress value)
    {
        if (isTerminal)
        {
            writer.Write("\r" + Bar(value) + " " + Figures(value) + "\u001b[K");
            writer.Flush();
            _open = true;
        }
        else if (value.Step == value.Steps || value.Elapsed.TotalSeconds - _lastPlain >= PlainEverySeconds)
        {
            _lastPlain = value.Elapsed.TotalSeconds;
            writer.WriteLine(Figures(value));
        }
    }

    /// <summary>Leaves the line that is being rewritten.</summary>
    public void Dispose()
    {
        if (_open)
        {
            writer.WriteLine();
            _open = false;
        }
    }

    private static string Bar(TrainingProgress value)
    {
        var full = (int)(BarWidth * value.Step / value.Steps);
        return "[" + new string('#', full) + new string('.', BarWidth - full) + "]";
    }

    private static string Figures(TrainingProgress value) => string.Create(
        CultureInfo.InvariantCulture,
        $"step {value.Step}/{value.Steps}  loss {value.Loss:F5}  rate {value.LearningRate:E1}  {value.ExamplesPerSecond:F0} points/s  {Clock(value.Elapsed)} gone, {Clock(value.Remaining)} to go");

    private static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
