using Learners.ContinualLearning.Projection;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Which classes are compact (+1) and which are spread (−1): measured on the examples as they come from the front-end, or said by the caller.</summary>
internal sealed class ClassSigns : IDisposable
{
    private readonly MethodContext _context;
    private readonly ClassSpread _spread;
    private int[]? _current;

    /// <summary>Nothing seen.</summary>
    /// <param name="context">Tasks, and the choice <c>groups</c>.</param>
    internal ClassSigns(MethodContext context)
    {
        _context = context;
        _spread = new ClassSpread(context.Tasks.Tasks.Count, context.Tasks.ClassNames.Count, context.Tasks.Width);
    }

    /// <summary>A sign a class.</summary>
    internal int[] Current => _current ??= _context.Values.Choice("groups") == "first-is-compact"
        ? [.. _context.Tasks.ClassNames.Select((_, i) => i == 0 ? 1 : -1)]
        : _spread.Signs();

    /// <summary>What a checkpoint keeps.</summary>
    internal IEnumerable<(string Name, Tensor Tensor)> State => _spread.State;

    /// <summary>Takes a task in that is over.</summary>
    /// <param name="task">From 0.</param>
    internal void Add(int task)
    {
        var training = _context.Tasks.Tasks[task].Training;
        _spread.Add(task, training.Numbers, training.Labels);
        _current = null;
    }

    /// <inheritdoc/>
    public void Dispose() => _spread.Dispose();
}
