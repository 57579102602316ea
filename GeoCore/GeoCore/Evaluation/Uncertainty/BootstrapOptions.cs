namespace GeoCore.Evaluation.Uncertainty;

/// <summary>How a bootstrap is done.</summary>
/// <param name="Resamples">At least 100.</param>
/// <param name="Seed">The same seed gives the same bits, whatever the number of threads.</param>
/// <param name="Level">Confidence, above 0, below 1.</param>
/// <param name="Threads">Threads at most; −1 for as many as there are cores.</param>
public sealed record BootstrapOptions(int Resamples = 2000, long Seed = 1, double Level = 0.95, int Threads = -1)
{
    /// <summary>Ends the drawing, between two resamples.</summary>
    public CancellationToken CancellationToken { get; init; }

    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    internal void Check()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(Resamples, 100);
        if (!(Level is > 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(Level), Level, "Confidence is above 0 and below 1.");
        }

        if (Threads is 0 or < -1)
        {
            throw new ArgumentOutOfRangeException(nameof(Threads), Threads, "Threads are −1 or at least 1.");
        }
    }
}
