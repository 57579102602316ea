using Learners.ContinualLearning.Data;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>A memory of examples of the tasks that are over: every batch has as many of them as new ones.</summary>
/// <param name="context">Network, tasks, settings.</param>
internal sealed class Replay(MethodContext context) : MethodPart(context)
{
    private (int Task, ExampleSet Memory)? _memory;

    /// <inheritdoc/>
    internal override (Tensor Inputs, Tensor Labels) Extend(int task, long step, Tensor inputs, Tensor labels)
    {
        if (task == 0)
        {
            return (inputs, labels);
        }

        if (_memory?.Task != task)
        {
            _memory = (task, ExampleMemory.Of(Context.Tasks, task, Context.Values.Integer("memory"), Context.Seed, isBalanced: false));
        }

        var memory = _memory.Value.Memory;
        var random = new Random(unchecked((int)(Context.Seed * 15_485_863 + step)));
        var part = memory.At([.. Enumerable.Range(0, (int)labels.shape[0]).Select(_ => random.Next(memory.Count))]);
        return (cat([inputs, part.Inputs(Net.Type, Net.Place)], 0), cat([labels, part.Targets(Net.Place)], 0));
    }
}
