namespace Learners.ContinualLearning.Data;

/// <summary>What comes at once: examples to learn from, to choose settings by, and to be judged on.</summary>
/// <param name="Name">Such as <c>t1</c>.</param>
/// <param name="Training">Gone once the task is over.</param>
/// <param name="Validation">A fifth of what could be learnt from; may be empty.</param>
/// <param name="Test">Judged after every task.</param>
internal sealed record ContinualTask(string Name, ExampleSet Training, ExampleSet Validation, ExampleSet Test);

/// <summary>A sequence of tasks with the same classes.</summary>
/// <param name="Name">Of the data set.</param>
/// <param name="ClassNames">In the order of labels.</param>
/// <param name="Tasks">In the order of time.</param>
/// <param name="ZeroShot">Judged at the end and never learnt from; null for none.</param>
internal sealed record ContinualTasks(string Name, IReadOnlyList<string> ClassNames, IReadOnlyList<ContinualTask> Tasks, ExampleSet? ZeroShot)
{
    private const float Most = 5;

    /// <summary>Mean of each value over the first task, once <see cref="Standardised"/>; empty before.</summary>
    internal float[] Means { get; init; } = [];

    /// <summary>Standard deviation of each value over the first task, once <see cref="Standardised"/>; empty before.</summary>
    internal float[] Deviations { get; init; } = [];

    /// <summary>Version of the front-end that made the numbers of sound; null where they are none.</summary>
    internal string? FrontEnd { get; init; }

    /// <summary>Licence of what is learnt from it, or null.</summary>
    internal string? Licence { get; init; }

    /// <summary>Who made what is learnt, or null.</summary>
    internal string? Attribution { get; init; }

    /// <summary>Numbers of an example.</summary>
    internal int Width => Tasks[0].Training.Width;

    /// <summary>Values with the mean 0 and the standard deviation 1 over the training examples of the first task, cut at ±5: later tasks may not be peeked at.</summary>
    /// <returns>The same tasks where they say how they are standardised already.</returns>
    internal ContinualTasks Standardised()
    {
        if (Means.Length > 0)
        {
            return this;
        }

        var first = Tasks[0].Training;
        var values = first.Shape[^1];
        double[] sums = new double[values], squares = new double[values];
        for (var i = 0; i < first.Numbers.Length; i++)
        {
            sums[i % values] += first.Numbers[i];
            squares[i % values] += (double)first.Numbers[i] * first.Numbers[i];
        }

        var rows = Math.Max(1, first.Numbers.Length / values);
        float[] means = [.. sums.Select(sum => (float)(sum / rows))];
        float[] deviations = [.. squares.Select((square, i) => (float)Math.Sqrt(Math.Max(1e-12, square / rows - (double)means[i] * means[i])))];
        ExampleSet Of(ExampleSet set) => set with { Numbers = Standardise(set.Numbers, means, deviations) };
        return this with
        {
            Tasks = [.. Tasks.Select(task => new ContinualTask(task.Name, Of(task.Training), Of(task.Validation), Of(task.Test)))],
            ZeroShot = ZeroShot is null ? null : Of(ZeroShot),
            Means = means,
            Deviations = deviations,
        };
    }

    /// <summary>The tasks judged on the examples that settings are chosen by, for a search that leaves the test examples alone.</summary>
    internal ContinualTasks ForChoosing() => this with
    {
        Tasks = [.. Tasks.Select(task => task.Validation.Count > 0
            ? task with { Test = task.Validation }
            : throw new InvalidDataException($"task {task.Name} of {Name} has no validation examples to choose settings by"))],
        ZeroShot = null,
    };

    private static float[] Standardise(float[] numbers, float[] means, float[] deviations)
    {
        var standard = new float[numbers.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            standard[i] = Math.Clamp((numbers[i] - means[i % means.Length]) / deviations[i % means.Length], -Most, Most);
        }

        return standard;
    }
}
