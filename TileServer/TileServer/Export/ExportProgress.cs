using System.Globalization;

namespace TileServer.Export;

/// <summary>Shows how far an export is: a bar that is rewritten on a terminal, now and then a plain line elsewhere.</summary>
/// <param name="writer">Usually the error stream, so that results can be piped.</param>
/// <param name="isTerminal">Whether a carriage return goes back to the start of the line.</param>
/// <param name="time">Clock.</param>
internal sealed class ExportProgress(TextWriter writer, bool isTerminal, TimeProvider time) : IDisposable
{
    private const int Width = 30;

    private static readonly TimeSpan s_rewrite = TimeSpan.FromSeconds(0.2);
    private static readonly TimeSpan s_plain = TimeSpan.FromSeconds(10);

    private readonly long _began = time.GetTimestamp();
    private long _told = time.GetTimestamp();
    private bool _isOpen;

    /// <summary>Tells where the export is, unless that was told a moment ago.</summary>
    internal void Tell(ExportState state)
    {
        if (time.GetElapsedTime(_told) < (isTerminal ? s_rewrite : s_plain))
            return;
        _told = time.GetTimestamp();
        var line = LineOf(state, time.GetElapsedTime(_began));
        if (!isTerminal)
        {
            writer.WriteLine(line);
            return;
        }

        var full = (int)(Width * state.Done / Math.Max(1, state.Total));
        writer.Write($"\r[{new string('#', full)}{new string('.', Width - full)}] {line}\u001b[K");
        writer.Flush();
        _isOpen = true;
    }

    /// <summary>Leaves the line that is being rewritten.</summary>
    public void Dispose()
    {
        if (!_isOpen)
            return;
        writer.Write("\r\u001b[K");
        writer.Flush();
        _isOpen = false;
    }

    private static string LineOf(ExportState state, TimeSpan gone)
    {
        var left = state.Done > 0 ? gone * ((double)(state.Total - state.Done) / state.Done) : TimeSpan.Zero;
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{state.Done} of {state.Total} tiles, {100.0 * state.Done / Math.Max(1, state.Total):F0} %, {state.Bytes / 1048576.0:F1} MiB, {Clock(gone)} gone, {Clock(left)} to go");
    }

    private static string Clock(TimeSpan span) => span.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)span.TotalHours}:{span.Minutes:00}:{span.Seconds:00}")
        : string.Create(CultureInfo.InvariantCulture, $"{span.Minutes}:{span.Seconds:00}");
}
