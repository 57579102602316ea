namespace Learners.ContinualLearning.Data;

/// <summary>The examples that a method with a memory may keep: as many of each task, fewer as tasks come.</summary>
internal static class ExampleMemory
{
    /// <summary>What is kept of the first tasks. A task's share shrinks as more come, and always holds what a smaller share would.</summary>
    /// <param name="tasks">The sequence.</param>
    /// <param name="first">How many tasks are over.</param>
    /// <param name="most">Examples at the most.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="isBalanced">Whether classes are kept evenly too.</param>
    internal static ExampleSet Of(ContinualTasks tasks, int first, int most, long seed, bool isBalanced) =>
        ExampleSet.Union([.. Enumerable.Range(0, first).Select(task => OfTask(tasks, task, Math.Max(1, most / first), seed, isBalanced))]);

    /// <summary>What is kept of one task.</summary>
    /// <param name="tasks">The sequence.</param>
    /// <param name="task">From 0.</param>
    /// <param name="most">Examples at the most.</param>
    /// <param name="seed">Of the run.</param>
    /// <param name="isBalanced">Whether classes are kept evenly too.</param>
    internal static ExampleSet OfTask(ContinualTasks tasks, int task, int most, long seed, bool isBalanced)
    {
        var examples = tasks.Tasks[task].Training;
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        new Random(unchecked((int)(seed * 7_368_787 + task))).Shuffle(order);
        if (isBalanced)
        {
            // first one of each class, then the second of each, and so on
            var seen = new int[tasks.ClassNames.Count];
            var ranks = order.ToDictionary(row => row, row => seen[examples.Labels[row]]++);
            order = [.. order.OrderBy(row => ranks[row])];
        }

        return examples.At(order[..Math.Min(most, order.Length)]);
    }
}
