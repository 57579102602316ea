using Learners.Torch.Fused;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Adam with weight decay added to the gradient before the moments see it (Adam-L2, not AdamW).</summary>
/// <remarks>
/// Kingma and Ba, arXiv 1412.6980, algorithm 1. Written out here, not taken from the library, because a checkpoint needs the moments
/// by name; the golden vectors hold it to torch's own arithmetic.
/// </remarks>
public sealed class CoupledAdam : IOptimiser
{
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;
    private readonly List<Slot> _slots = [];

    /// <summary>Takes the trainable parameters of a network.</summary>
    /// <param name="network">Its parameters are changed by <see cref="Advance"/>.</param>
    /// <param name="weightDecay">L2 factor.</param>
    public CoupledAdam(nn.Module network, double weightDecay)
    {
        WeightDecay = weightDecay;
        foreach (var (name, parameter) in network.named_parameters())
        {
            _slots.Add(new Slot(name, parameter, zeros_like(parameter).DetachFromDisposeScope(), zeros_like(parameter).DetachFromDisposeScope()));
        }
    }

    /// <summary>L2 factor.</summary>
    public double WeightDecay { get; }

    /// <inheritdoc/>
    public long StepsTaken { get; set; }

    /// <summary>First and second moments by name.</summary>
    public IEnumerable<(string Name, Tensor Moment)> Moments =>
        _slots.SelectMany(slot => new[] { ("adam.first." + slot.Name, slot.First), ("adam.second." + slot.Name, slot.Second) });

    /// <inheritdoc/>
    public void Advance(double learningRate)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        StepsTaken++;
        var correction1 = 1 - Math.Pow(Beta1, StepsTaken);
        var correction2 = Math.Sqrt(1 - Math.Pow(Beta2, StepsTaken));
        var kernel = new AdamKernel(Beta1, Beta2, Epsilon, WeightDecay, learningRate / correction1, correction2);
        foreach (var slot in _slots)
        {
            var gradient = slot.Parameter.grad;
            if (gradient is null)
            {
                continue;
            }

            if (FlatTensor.IsFlat(slot.Parameter) && FlatTensor.IsFlat(gradient))
            {
                AdvanceFlat(kernel, slot, gradient);
                continue;
            }

            if (WeightDecay != 0)
            {
                gradient = gradient.add(slot.Parameter, WeightDecay);
            }

            slot.First.mul_(Beta1).add_(gradient, 1 - Beta1);
            slot.Second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
            var divisor = slot.Second.sqrt().div_(correction2).add_(Epsilon);
            slot.Parameter.addcdiv_(slot.First, divisor, -learningRate / correction1);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var slot in _slots)
        {
            slot.First.Dispose();
            slot.Second.Dispose();
        }
    }

    private static void AdvanceFlat(AdamKernel kernel, Slot slot, Tensor gradient) => new Team(get_num_threads()).Share(
        FlatTensor.Pieces(gradient.numel()),
        (_, piece) => kernel.Advance(
            FlatTensor.Slice(FlatTensor.Numbers(slot.Parameter), piece),
            FlatTensor.Slice(FlatTensor.Numbers(gradient), piece),
            FlatTensor.Slice(FlatTensor.Numbers(slot.First), piece),
            FlatTensor.Slice(FlatTensor.Numbers(slot.Second), piece)));

    private sealed record Slot(string Name, Parameter Parameter, Tensor First, Tensor Second);
}
