using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Stochastic gradient descent with momentum and weight decay added to the gradient.</summary>
/// <remarks>v ← µ·v + (g + decay·w), w ← w − rate·v: the form of torch's SGD without dampening, which the tests compare with.</remarks>
public sealed class MomentumDescent : IOptimiser
{
    private readonly List<(string Name, Parameter Parameter, Tensor Velocity)> _slots = [];
    private readonly double _weightDecay;
    private readonly double _momentum;

    /// <summary>Takes the trainable parameters of a network.</summary>
    /// <param name="network">Its parameters are changed by <see cref="Advance"/>.</param>
    /// <param name="weightDecay">L2 factor.</param>
    /// <param name="momentum">µ, 0 to just under 1.</param>
    public MomentumDescent(nn.Module network, double weightDecay, double momentum)
    {
        (_weightDecay, _momentum) = (weightDecay, momentum);
        foreach (var (name, parameter) in network.named_parameters())
        {
            _slots.Add((name, parameter, zeros_like(parameter).DetachFromDisposeScope()));
        }
    }

    /// <inheritdoc/>
    public long StepsTaken { get; set; }

    /// <inheritdoc/>
    public IEnumerable<(string Name, Tensor Moment)> Moments => _slots.Select(slot => ("velocity." + slot.Name, slot.Velocity));

    /// <inheritdoc/>
    /// <remarks>Factors are tensors: the library may free the numbers that it makes of plain ones while an operation still reads them, which ended one of some million steps.</remarks>
    public void Advance(double learningRate)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        StepsTaken++;
        foreach (var (_, parameter, velocity) in _slots)
        {
            if (parameter.grad is { } gradient)
            {
                Tensor Factor(double value) => tensor(value, parameter.dtype, parameter.device);
                velocity.mul_(Factor(_momentum)).add_(_weightDecay == 0 ? gradient : gradient.add(parameter.mul(Factor(_weightDecay))));
                parameter.sub_(velocity.mul(Factor(learningRate)));
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var (_, _, velocity) in _slots)
        {
            velocity.Dispose();
        }
    }
}
