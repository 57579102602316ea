using Learners.Contracts;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>A network and its loss. Loop, optimiser, seed and checkpoints belong to the <see cref="Trainer"/>.</summary>
public interface ILearner : IDisposable
{
    /// <summary>Name, paper, parameters and presets.</summary>
    LearnerCard Card { get; }

    /// <summary>What is trained; its named parameters are what a checkpoint keeps.</summary>
    nn.Module Network { get; }

    /// <summary>Loss of a batch as a scalar with its graph, owned by the caller's scope.</summary>
    /// <param name="batch">Examples of one step.</param>
    Tensor ComputeLoss(Batch batch);
}
