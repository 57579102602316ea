namespace GeoCore.Imaging;

/// <summary>The interval between two stops, with a table that guesses the step of a value.</summary>
internal sealed class StopSegment
{
    private readonly ushort[] _guesses;
    private readonly float _factor;

    /// <summary>Creates the table from the steps that begin in this interval.</summary>
    /// <param name="start">Smallest number of the interval.</param>
    /// <param name="end">Smallest number of the next one.</param>
    /// <param name="starts">All steps so far.</param>
    /// <param name="first">The step that <paramref name="start"/> is in, or the one before.</param>
    internal StopSegment(float start, float end, List<float> starts, int first)
    {
        Start = start;
        End = end;
        var cells = Math.Max(1, 2 * (starts.Count - first));
        _factor = (float)Math.Min(cells / ((double)end - start), float.MaxValue);
        _guesses = new ushort[cells + 1];
        var step = first;
        for (var cell = 0; cell <= cells; cell++)
        {
            var value = start + (((double)end - start) * cell / cells);
            while (step + 1 < starts.Count && starts[step + 1] <= value)
                step++;
            _guesses[cell] = (ushort)Math.Min(step, ushort.MaxValue);
        }
    }

    internal float Start { get; }

    internal float End { get; }

    /// <summary>A step near that of the value; values outside the interval take the nearer end.</summary>
    internal int Guess(float value) => _guesses[Math.Clamp((int)((value - Start) * _factor), 0, _guesses.Length - 1)];
}
