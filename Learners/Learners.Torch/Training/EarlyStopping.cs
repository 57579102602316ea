using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Ends a run once the loss on held-out examples has not fallen for a while.</summary>
public sealed class EarlyStopping : IDisposable
{
    private readonly Func<double> _heldOutLoss;
    private readonly Tensor _state = tensor(new[] { double.PositiveInfinity, 0 }).DetachFromDisposeScope();

    /// <summary>Nothing looked at yet.</summary>
    /// <param name="every">Steps from one look to the next, at least 1.</param>
    /// <param name="patience">Looks without a new lowest loss that end the run, at least 1.</param>
    /// <param name="heldOutLoss">Evaluates the network as it stands; the trainer sets evaluation mode around it.</param>
    public EarlyStopping(long every, int patience, Func<double> heldOutLoss)
    {
        Every = every;
        Patience = patience;
        _heldOutLoss = heldOutLoss;
    }

    /// <summary>Steps from one look to the next.</summary>
    public long Every { get; }

    /// <summary>Looks without a new lowest loss that end the run.</summary>
    public int Patience { get; }

    /// <summary>Lowest loss so far.</summary>
    public double Lowest => _state.data<double>()[0];

    /// <summary>Whether the run is to end.</summary>
    public bool IsOver => _state.data<double>()[1] >= Patience;

    /// <summary>What a checkpoint keeps. This object owns the tensor.</summary>
    public IEnumerable<(string Name, Tensor Tensor)> State => [("stopping", _state)];

    /// <summary>Looks at the held-out loss.</summary>
    public void Look()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var loss = _heldOutLoss();
        var (lowest, waited) = loss < Lowest ? (loss, 0) : (Lowest, _state.data<double>()[1] + 1);
        _state.copy_(tensor(new double[] { lowest, waited }));
    }

    /// <inheritdoc/>
    public void Dispose() => _state.Dispose();
}
