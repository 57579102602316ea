using Learners.Contracts;
using Learners.DialoguePlanning.Networks;
using Learners.DialoguePlanning.Pairs;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.DialoguePlanning;

/// <summary>Learns a space in which a cosine says how soon one turn follows another.</summary>
/// <remarks>
/// The warm-up compares every turn with all turns of the batch by softmax in both directions (section 6 of the specification); then the cosine of before and
/// after is brought to 1 − k/l by its squared error (section 2.3). Factors are tensors: the library frees the numbers it makes of plain ones while a long
/// operation may still read them.
/// </remarks>
internal sealed class CurvedLearner : ILearner
{
    private readonly nn.Module _network;
    private readonly IRoleNet _encoder;
    private readonly RoleSet _roles;
    private readonly Tensor _sharpness;
    private readonly Tensor _never;

    /// <summary>Takes a network.</summary>
    /// <param name="network">Encodes texts; this object owns it.</param>
    /// <param name="roles">What it knows.</param>
    /// <param name="temperature">Of the softmax of the warm-up.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives.</param>
    internal CurvedLearner(nn.Module network, RoleSet roles, double temperature, ScalarType type, Device device)
    {
        (_network, _encoder, _roles) = (network, (IRoleNet)network, roles);
        _sharpness = tensor(1 / temperature, type, device).DetachFromDisposeScope();
        _never = tensor(-1e4, type, device).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public LearnerCard Card => CurvedLearnerCard.Instance;

    /// <inheritdoc/>
    public nn.Module Network => _network;

    /// <inheritdoc/>
    public StepResult ComputeLoss(Batch batch)
    {
        using var scope = NewDisposeScope();
        var vectors = _encoder.forward(batch.Inputs);
        var texts = batch.Inputs.shape[0];
        var flat = vectors.reshape(-1, vectors.shape[2]);
        var count = (int)batch.Targets.shape[0];
        var columns = (int)batch.Targets.shape[1];
        var pairs = batch.Targets.cpu().contiguous().data<float>().ToArray();
        long[] left = new long[count], right = new long[count];
        for (var i = 0; i < count; i++)
        {
            var row = pairs.AsSpan(i * columns, columns);
            left[i] = (Roles.Before(_roles, (Parity)(int)row[1]) * texts) + (long)row[0];
            right[i] = (Roles.After(_roles) * texts) + (long)row[2];
        }

        if (count == 0)
        {
            return new StepResult(flat.sum().mul(zeros_like(_sharpness)).MoveToOuterDisposeScope()); // no dialogue was as long as a window
        }

        var device = batch.Inputs.device;
        var before = flat.index_select(0, tensor(left, device: device));
        var after = flat.index_select(0, tensor(right, device: device));
        var loss = columns == DialogueFeed.WarmUpColumns
            ? Contrast(before, after, batch.Targets)
            : nn.functional.mse_loss(before.mul(after).sum(1), batch.Targets[.., 3].to_type(before.dtype));
        return new StepResult(loss.MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) => [new MetricRecord("loss", HeldOutLoss.Of(this, heldOut))];

    /// <inheritdoc/>
    public void Dispose()
    {
        _network.Dispose();
        _sharpness.Dispose();
        _never.Dispose();
    }

    // No negatives of a turn are those that say what the right one says, and those of its own dialogue: among these is the turn itself, which would be the
    // nearest of all before anything is learnt, and to get away from it the network would make all vectors one.
    private Tensor Contrast(Tensor before, Tensor after, Tensor pairs)
    {
        var similarities = before.matmul(after.t()).mul(_sharpness);
        var own = eye(similarities.shape[0], dtype: ScalarType.Bool, device: similarities.device);
        Tensor Same(int column) => pairs[.., column].unsqueeze(0).eq(pairs[.., column].unsqueeze(1));
        Tensor Without(Tensor logits, int column) => where(Same(column).logical_or(Same(5)).logical_and(own.logical_not()), _never, logits);
        var numbers = arange(similarities.shape[0], ScalarType.Int64, similarities.device);
        var forward = nn.functional.cross_entropy(Without(similarities, 4), numbers);
        var backward = nn.functional.cross_entropy(Without(similarities.t(), 3), numbers);
        return stack([forward, backward]).mean();
    }
}
