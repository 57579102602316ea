using System.Numerics.Tensors;
using Learners.Torch.Fused;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Torch.Training;

/// <summary>Exponential moving average of a network's weights; what is published is the average, which is calmer than the last step.</summary>
/// <remarks>Polyak averaging with the usual warm-up min(decay, (1 + t) / (10 + t)), so that the random start is forgotten early.</remarks>
public sealed class WeightAverage : IDisposable
{
    private readonly List<(string Name, Tensor Weight, Tensor Average)> _slots = [];
    private readonly double _decay;

    /// <summary>Starts from the network's present weights.</summary>
    /// <param name="network">Network that is being trained.</param>
    /// <param name="decay">0 (the average is the last weights) to just under 1.</param>
    public WeightAverage(nn.Module network, double decay)
    {
        _decay = decay;
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        foreach (var (name, parameter) in network.named_parameters())
        {
            _slots.Add((name, parameter, parameter.detach().clone().DetachFromDisposeScope()));
        }
    }

    /// <summary>Averages by name, as a checkpoint keeps them. This object owns the tensors.</summary>
    public IEnumerable<(string Name, Tensor Average)> Averages => _slots.Select(slot => ("average." + slot.Name, slot.Average));

    /// <summary>Takes in the weights after a step.</summary>
    /// <param name="stepsTaken">Optimiser steps taken so far.</param>
    public void Advance(long stepsTaken)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var decay = Math.Min(_decay, (1.0 + stepsTaken) / (10 + stepsTaken));
        foreach (var (_, weight, average) in _slots)
        {
            if (FlatTensor.IsFlat(weight))
            {
                AdvanceFlat(weight, average, (float)decay, (float)(1 - decay));
                continue;
            }

            average.mul_(decay).add_(weight, 1 - decay);
        }
    }

    private static void AdvanceFlat(Tensor weight, Tensor average, float decay, float fresh) => new Team(get_num_threads()).Share(
        FlatTensor.Pieces(weight.numel()),
        (_, piece) =>
        {
            var weights = FlatTensor.Slice(FlatTensor.Numbers(weight), piece);
            var averages = FlatTensor.Slice(FlatTensor.Numbers(average), piece);
            TensorPrimitives.Multiply(averages, decay, averages);
            TensorPrimitives.FusedMultiplyAdd(weights, fresh, averages, averages);
        });

    /// <summary>Writes the averages into the network that is being trained.</summary>
    public void CopyToNetwork()
    {
        using var frozen = no_grad();
        foreach (var (_, weight, average) in _slots)
        {
            weight.copy_(average);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, average) in _slots)
        {
            average.Dispose();
        }
    }
}
