using static TorchSharp.torch;

namespace Learners.ContinualLearning.Data;

/// <summary>Examples with their classes.</summary>
/// <param name="Numbers">One example after another.</param>
/// <param name="Labels">Classes from 0; of speech 0 is genuine and 1 is fake.</param>
/// <param name="Shape">Of one example: [values], or [frames, values].</param>
internal sealed record ExampleSet(float[] Numbers, long[] Labels, IReadOnlyList<int> Shape)
{
    /// <summary>Number of examples.</summary>
    internal int Count => Labels.Length;

    /// <summary>Numbers of an example.</summary>
    internal int Width => Shape.Aggregate(1, (product, size) => product * size);

    /// <summary>Some of the examples.</summary>
    /// <param name="rows">Which.</param>
    internal ExampleSet At(IReadOnlyList<int> rows)
    {
        var numbers = new float[rows.Count * Width];
        for (var i = 0; i < rows.Count; i++)
        {
            Numbers.AsSpan(rows[i] * Width, Width).CopyTo(numbers.AsSpan(i * Width));
        }

        return new ExampleSet(numbers, [.. rows.Select(row => Labels[row])], Shape);
    }

    /// <summary>[count, …] of the numbers, owned by the caller's scope.</summary>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where they go.</param>
    internal Tensor Inputs(ScalarType type, Device device) =>
        tensor(Numbers, [Count, .. Shape.Select(size => (long)size)]).to_type(type).to(device);

    /// <summary>[count] of the classes, owned by the caller's scope.</summary>
    /// <param name="device">Where they go.</param>
    internal Tensor Targets(Device device) => tensor(Labels).to(device);

    /// <summary>Sets one after another.</summary>
    /// <param name="sets">At least one, of one shape.</param>
    internal static ExampleSet Union(IReadOnlyList<ExampleSet> sets) =>
        new([.. sets.SelectMany(set => set.Numbers)], [.. sets.SelectMany(set => set.Labels)], sets[0].Shape);
}
