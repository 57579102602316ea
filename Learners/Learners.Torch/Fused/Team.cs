namespace Learners.Torch.Fused;

/// <summary>Threads that share the pieces of a step; whichever is free takes the next piece.</summary>
/// <param name="threads">At least 1.</param>
public sealed class Team(int threads)
{
    /// <summary>Threads.</summary>
    public int Threads { get; } = threads;

    /// <summary>Does every piece once and returns when all are done.</summary>
    /// <param name="pieces">How many.</param>
    /// <param name="work">Told the worker, from 0 to <see cref="Threads"/> − 1, whose scratch memory it may use, and the piece.</param>
    public void Share(int pieces, Action<int, int> work)
    {
        if (Threads == 1 || pieces == 1)
        {
            for (var piece = 0; piece < pieces; piece++)
            {
                work(0, piece);
            }

            return;
        }

        var taken = -1;
        var options = new ParallelOptions { MaxDegreeOfParallelism = Threads };
        Parallel.For(0, Threads, options, worker =>
        {
            for (var piece = Interlocked.Increment(ref taken); piece < pieces; piece = Interlocked.Increment(ref taken))
            {
                work(worker, piece);
            }
        });
    }
}
