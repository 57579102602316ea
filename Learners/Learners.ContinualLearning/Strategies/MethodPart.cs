using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Networks;
using Learners.Contracts;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>What the parts of a method share.</summary>
/// <param name="Net">What learns.</param>
/// <param name="Tasks">Standardised. A part looks at the training examples of the task that is going on or just over, never at others, but for a memory that says how much it keeps.</param>
/// <param name="Values">Settled parameters of the learner's card.</param>
/// <param name="Seed">Of the run.</param>
internal sealed record MethodContext(ContinualNet Net, ContinualTasks Tasks, HyperParameterValues Values, long Seed);

/// <summary>What is known of a batch besides its tensors.</summary>
/// <param name="Task">From 0.</param>
/// <param name="Progress">Share of the task's steps done before this one.</param>
/// <param name="Labels">Class of each example.</param>
/// <param name="RightLogits">Logit of each example's own class.</param>
internal sealed record BatchFacts(int Task, double Progress, long[] Labels, double[] RightLogits);

/// <summary>One idea of a continual learner. A method is one of them or several; what they add to the loss is summed, what they do to gradients is done in turn.</summary>
/// <param name="context">Network, tasks, settings.</param>
internal abstract class MethodPart(MethodContext context) : IDisposable
{
    /// <summary>What a checkpoint keeps: everything that hangs on more than seed, settings and step. The part owns the tensors and changes them in place.</summary>
    internal virtual IEnumerable<(string Name, Tensor Tensor)> State => [];

    /// <summary>Network, tasks, settings.</summary>
    protected MethodContext Context => context;

    /// <summary>What learns.</summary>
    protected ContinualNet Net => context.Net;

    /// <summary>A task begins.</summary>
    /// <param name="task">From 0.</param>
    internal virtual void OnTaskStart(int task)
    {
    }

    /// <summary>Adds examples to a batch before the network sees it.</summary>
    /// <param name="task">From 0.</param>
    /// <param name="step">From 0, of the run.</param>
    /// <param name="inputs">[batch, …].</param>
    /// <param name="labels">[batch].</param>
    /// <returns>What the network sees, owned by the caller's scope.</returns>
    internal virtual (Tensor Inputs, Tensor Labels) Extend(int task, long step, Tensor inputs, Tensor labels) => (inputs, labels);

    /// <summary>What is added to the cross entropy, with its graph; null for nothing.</summary>
    /// <param name="task">From 0.</param>
    /// <param name="pass">Of the batch.</param>
    /// <param name="inputs">[batch, …].</param>
    /// <param name="labels">[batch].</param>
    internal virtual Tensor? Penalty(int task, Pass pass, Tensor inputs, Tensor labels) => null;

    /// <summary>Sees the pass while its graph lives. What is kept for <see cref="OnGradients"/> is detached from the scope, and freed there.</summary>
    /// <param name="facts">Of the batch.</param>
    /// <param name="pass">Of the batch.</param>
    /// <param name="labels">[batch].</param>
    internal virtual void OnPass(BatchFacts facts, Pass pass, Tensor labels)
    {
    }

    /// <summary>Changes the gradients of the layers, in place. Called without gradients being recorded.</summary>
    /// <param name="facts">Of the batch.</param>
    internal virtual void OnGradients(BatchFacts facts)
    {
    }

    /// <summary>The weights have moved.</summary>
    internal virtual void OnStepTaken()
    {
    }

    /// <summary>A task is over; its training examples may be looked at once more.</summary>
    /// <param name="task">From 0.</param>
    internal virtual void OnTaskEnd(int task)
    {
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Frees what the part owns.</summary>
    /// <param name="isDisposing">Always true.</param>
    protected virtual void Dispose(bool isDisposing)
    {
        foreach (var (_, tensor) in State)
        {
            tensor.Dispose();
        }
    }

    /// <summary>A number as a tensor: plain ones may be freed while torch still reads them.</summary>
    /// <param name="value">The number.</param>
    protected Tensor Number(double value) => tensor(value, Net.Type, Net.Place);

    /// <summary>Tensors like the layers that a checkpoint keeps.</summary>
    protected Tensor[] LikeLayers() => [.. Net.Layers.Select(layer => zeros(layer.shape, Net.Type, Net.Place).DetachFromDisposeScope())];

    /// <summary>The layers that are protected: all, or the last alone as the released code does it.</summary>
    protected int[] Protected() => context.Values.Choice("protect") == "last" ? [Net.Layers.Count - 1] : [.. Enumerable.Range(0, Net.Layers.Count)];

    /// <summary>Names tensors for a checkpoint.</summary>
    /// <param name="name">What they are.</param>
    /// <param name="tensors">One a layer.</param>
    protected static IEnumerable<(string Name, Tensor Tensor)> Named(string name, IEnumerable<Tensor> tensors) =>
        tensors.Select((tensor, i) => ($"{name}{i}", tensor));
}
