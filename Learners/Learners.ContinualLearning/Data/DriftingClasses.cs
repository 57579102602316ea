namespace Learners.ContinualLearning.Data;

/// <summary>Made-up tasks: a compact class that hardly moves from task to task, and a spread class that comes from elsewhere every time.</summary>
internal static class DriftingClasses
{
    private const int Width = 8;

    /// <summary>Draws the tasks.</summary>
    /// <param name="tasks">How many.</param>
    /// <param name="examples">Of each class and task to learn from; half as many are judged on.</param>
    /// <param name="seed">Fixes them.</param>
    internal static ContinualTasks Draw(int tasks = 3, int examples = 64, int seed = 1)
    {
        var random = new Random(seed);
        var home = Direction(random);
        var sequence = new List<ContinualTask>();
        for (var task = 0; task < tasks; task++)
        {
            double[] genuine = [.. home.Zip(Direction(random), (own, drift) => 1.5 * own + 0.3 * drift)], fake = [.. Direction(random).Select(value => 2 * value)];
            ExampleSet Of(int count) => Examples(count, genuine, fake, random);
            sequence.Add(new ContinualTask($"t{task + 1}", Of(examples), Of(Math.Max(1, examples / 4)), Of(Math.Max(1, examples / 2))));
        }

        return new ContinualTasks("drift", ["genuine", "fake"], sequence, null);
    }

    private static ExampleSet Examples(int count, double[] genuine, double[] fake, Random random)
    {
        var numbers = new float[2 * count * Width];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = (float)((i / Width % 2 == 0 ? genuine : fake)[i % Width] + 0.6 * Normal(random));
        }

        return new ExampleSet(numbers, [.. Enumerable.Range(0, 2 * count).Select(i => (long)(i % 2))], [Width]);
    }

    private static double[] Direction(Random random)
    {
        double[] values = [.. Enumerable.Range(0, Width).Select(_ => Normal(random))];
        var norm = Math.Sqrt(values.Sum(value => value * value));
        return [.. values.Select(value => value / norm)];
    }

    // Box and Muller
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
