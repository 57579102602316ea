using Learners.Torch.Training;

namespace Learners.Host.Runs;

/// <summary>Lets one trainer at a time write a run's folder: one whose host was killed may still be writing its last checkpoint.</summary>
internal static class RunLock
{
    private static readonly TimeSpan s_lookAgainAfter = TimeSpan.FromMilliseconds(100);

    /// <summary>Waits until the folder is free.</summary>
    /// <param name="folder">Made if need be.</param>
    /// <param name="patience">How long to wait.</param>
    /// <param name="time">Clock.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>Holds the folder until it is disposed; the end of the process does the same.</returns>
    /// <exception cref="TrainingException">It is still in use after that.</exception>
    internal static async Task<IDisposable> TakeAsync(string folder, TimeSpan patience, TimeProvider time, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, "run.lock");
        var since = time.GetTimestamp();
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path))
            {
                if (time.GetElapsedTime(since) > patience)
                {
                    throw new TrainingException($"another trainer still uses {folder}");
                }
            }

            await Task.Delay(s_lookAgainAfter, time, cancellationToken);
        }
    }
}
