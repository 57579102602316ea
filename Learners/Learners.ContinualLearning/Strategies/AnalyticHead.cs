using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>A random body that never learns and a head by ridge regression, whose sums take a task in exactly: what comes last is what all at once would give.</summary>
/// <remarks>The normal equations A = Σ h hᵀ, B = Σ h yᵀ are kept, as many numbers as a projector has; classes and tasks weigh the same.</remarks>
internal sealed class AnalyticHead : MethodPart
{
    private const double Ridge = 3e-4;
    private readonly Tensor _moments, _products;

    internal AnalyticHead(MethodContext context)
        : base(context)
    {
        var width = Net.Layers[^1].shape[1];
        _moments = zeros(width, width, ScalarType.Float64, Net.Place).DetachFromDisposeScope();
        _products = zeros(width, Net.Layers[^1].shape[0], ScalarType.Float64, Net.Place).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => [("moments", _moments), ("products", _products)];

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        // the head of the task is fitted by steps while it lasts, so that there is an answer before its end; the body stays
        for (var layer = 0; layer < Net.Layers.Count - 1; layer++)
        {
            Net.Layers[layer].grad!.zero_();
        }
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var training = Context.Tasks.Tasks[task].Training;
        foreach (var ofClass in training.Labels.Select((label, row) => (label, row)).GroupBy(pair => pair.label, pair => pair.row))
        {
            var examples = training.At([.. ofClass]);
            LayerInputs.Of(Net, examples, (layer, rows, share) =>
            {
                if (layer == Net.Layers.Count - 1)
                {
                    Add(rows.to_type(ScalarType.Float64), (int)ofClass.Key, share);
                }
            });
        }

        var identity = eye(_moments.shape[0], _moments.shape[0], ScalarType.Float64, Net.Place);
        var ridge = _moments.diagonal().mean().mul(tensor(Ridge, ScalarType.Float64, Net.Place));
        Net.Layers[^1].copy_(linalg.inv(_moments.add(identity.mul(ridge))).matmul(_products).t());
    }

    private void Add(Tensor rows, int ofClass, double share)
    {
        var weight = tensor(share, ScalarType.Float64, Net.Place);
        double[] wanted = [.. Enumerable.Range(0, (int)Net.Layers[^1].shape[0]).Select(own => own == ofClass ? 1.0 : -1)];
        _moments.add_(rows.t().matmul(rows).mul(weight));
        _products.add_(rows.sum([0]).mul(weight).unsqueeze(1).matmul(tensor(wanted, ScalarType.Float64, Net.Place).unsqueeze(0)));
    }
}
