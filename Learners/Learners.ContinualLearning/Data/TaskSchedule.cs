namespace Learners.ContinualLearning.Data;

/// <summary>Which steps of a run belong to which task.</summary>
internal sealed class TaskSchedule
{
    private readonly long[] _starts;

    /// <summary>Tasks of equal length, or growing ones.</summary>
    /// <param name="steps">Of the run, as asked for.</param>
    /// <param name="tasks">How many.</param>
    /// <param name="grows">Whether the k-th task takes k times as long, because it learns everything so far.</param>
    internal TaskSchedule(long steps, int tasks, bool grows)
    {
        var each = Math.Max(1, steps / tasks);
        _starts = [.. Enumerable.Range(0, tasks + 1).Select(task => grows ? each * task * (task + 1) / 2 : each * task)];
    }

    /// <summary>Steps of the run.</summary>
    internal long Steps => _starts[^1];

    /// <summary>Task of a step, the last one for steps beyond the end.</summary>
    /// <param name="step">From 0.</param>
    internal int TaskAt(long step)
    {
        var task = 0;
        while (task < _starts.Length - 2 && step >= _starts[task + 1])
        {
            task++;
        }

        return task;
    }

    /// <summary>First step of a task.</summary>
    /// <param name="task">From 0.</param>
    internal long StartOf(int task) => _starts[task];

    /// <summary>Share of a task's steps that are done before a step, 0 to 1.</summary>
    /// <param name="step">From 0.</param>
    internal double ProgressAt(long step)
    {
        var task = TaskAt(step);
        return Math.Clamp((double)(step - _starts[task]) / (_starts[task + 1] - _starts[task]), 0, 1);
    }
}
