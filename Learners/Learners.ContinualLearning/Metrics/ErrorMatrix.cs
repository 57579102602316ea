namespace Learners.ContinualLearning.Metrics;

/// <summary>Errors on every task after every task: row i after task i, column j on task j. Lower is better.</summary>
/// <param name="Errors">[tasks, tasks].</param>
internal sealed record ErrorMatrix(double[,] Errors)
{
    private int Tasks => Errors.GetLength(0);

    private IEnumerable<int> AllButLast => Enumerable.Range(0, Tasks - 1);

    /// <summary>Mean over all tasks once the last one is over.</summary>
    internal double Average => Enumerable.Range(0, Tasks).Average(task => Errors[Tasks - 1, task]);

    /// <summary>Mean over all but the last task of the final error less the lowest that was reached since the task.</summary>
    internal double Forgetting => Tasks < 2 ? 0 : AllButLast.Average(task =>
        Errors[Tasks - 1, task] - Enumerable.Range(task, Tasks - 1 - task).Min(after => Errors[after, task]));

    /// <summary>Mean over all but the last task of the final error less that right after the task: above 0 later tasks did harm.</summary>
    internal double BackwardTransfer => Tasks < 2 ? 0 : AllButLast.Average(task => Errors[Tasks - 1, task] - Errors[task, task]);

    /// <summary>Mean error on a task right after it.</summary>
    internal double Learning => Enumerable.Range(0, Tasks).Average(task => Errors[task, task]);
}

/// <summary>The five figures of the CLEAR benchmark from accuracies on every task after every task. Higher is better.</summary>
/// <param name="Accuracies">[tasks, tasks], row i after task i.</param>
internal sealed record AccuracyMatrix(double[,] Accuracies)
{
    /// <summary>Mean of the diagonal.</summary>
    internal double InDomain => Mean((after, judged) => after == judged);

    /// <summary>Mean of the first diagonal above it: the task to come.</summary>
    internal double NextDomain => Mean((after, judged) => judged == after + 1);

    /// <summary>Mean of the diagonal and what is below it: everything seen.</summary>
    internal double Seen => Mean((after, judged) => judged <= after);

    /// <summary>Mean below the diagonal: everything past.</summary>
    internal double Backward => Mean((after, judged) => judged < after);

    /// <summary>Mean above the diagonal: everything to come.</summary>
    internal double Forward => Mean((after, judged) => judged > after);

    private double Mean(Func<int, int, bool> isMeant)
    {
        var tasks = Accuracies.GetLength(0);
        return (from after in Enumerable.Range(0, tasks) from judged in Enumerable.Range(0, tasks) where isMeant(after, judged) select Accuracies[after, judged])
            .DefaultIfEmpty(double.NaN).Average();
    }
}
