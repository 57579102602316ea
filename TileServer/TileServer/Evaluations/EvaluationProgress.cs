using System.Globalization;

namespace TileServer.Evaluations;

/// <summary>Shows how far an evaluation is: one line that is rewritten on a terminal, now and then a plain line elsewhere.</summary>
/// <param name="writer">Usually the error stream, so that results can be piped.</param>
/// <param name="isTerminal">Whether a carriage return goes back to the start of the line.</param>
/// <param name="time">Clock.</param>
internal class EvaluationProgress(TextWriter writer, bool isTerminal, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_rewrite = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_plain = TimeSpan.FromSeconds(10);

    private string _what = "";
    private long _began, _told;
    private bool _isOpen;

    /// <summary>Begins a part of the work.</summary>
    internal void Begin(string what) => (_what, _began, _told) = (what, time.GetTimestamp(), time.GetTimestamp());

    /// <summary>Learns of the system whose queries are ranked from now on.</summary>
    internal virtual void Watch(RecallSystem system)
    {
    }

    /// <summary>Tells where the part is, unless that was told a moment ago.</summary>
    /// <param name="queries">Queries done.</param>
    /// <param name="part">0 to 1.</param>
    internal virtual void Tell(long queries, double part)
    {
        if (time.GetElapsedTime(_told) < (isTerminal ? s_rewrite : s_plain))
            return;
        _told = time.GetTimestamp();
        var gone = time.GetElapsedTime(_began);
        var left = part > 0 ? $", {Clock(gone * ((1 - Math.Min(1, part)) / part))} to go" : "";
        var line = string.Create(CultureInfo.InvariantCulture, $"{_what}: {queries} queries, {100 * Math.Min(1, part):F0} %, {Clock(gone)} gone{left}");
        if (isTerminal)
        {
            writer.Write("\r" + line + "\u001b[K");
            writer.Flush();
            _isOpen = true;
        }
        else
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>Leaves the line that is being rewritten.</summary>
    public void Dispose()
    {
        GC.SuppressFinalize(this);
        if (!_isOpen)
            return;
        writer.Write("\r\u001b[K");
        writer.Flush();
        _isOpen = false;
    }

    private static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? span.ToString(@"h\:mm\:ss", CultureInfo.InvariantCulture)
        : span.ToString(@"m\:ss", CultureInfo.InvariantCulture);
}
