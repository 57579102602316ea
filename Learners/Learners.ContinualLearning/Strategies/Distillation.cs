using Learners.ContinualLearning.Networks;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Learning without forgetting: the answers that the network of the last task gives to new examples are kept; with an alignment, also where it embeds genuine ones.</summary>
/// <remarks>
/// Li and Hoiem, arXiv 1606.09282: η T² KL(softmax(old / T) ‖ softmax(new / T)). With the alignment, μ times the mean over genuine examples of 1 − cos(old, new) of
/// embeddings, it is the detecting-fakes-without-forgetting of Ma et al. 2021, whose weights we do not know; both are 1 here.
/// </remarks>
internal sealed class Distillation : MethodPart
{
    private const double Least = 1e-8;
    private readonly double _weight, _alignment, _temperature;
    private readonly ContinualNet _teacher;

    internal Distillation(MethodContext context, double weight, double alignment)
        : base(context)
    {
        (_weight, _alignment, _temperature) = (weight, alignment, context.Values.Real("temperature"));
        _teacher = context.Net.Twin();
    }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State => Named("teacher", _teacher.Layers);

    /// <inheritdoc/>
    internal override Tensor? Penalty(int task, Pass pass, Tensor inputs, Tensor labels)
    {
        if (task == 0)
        {
            return null;
        }

        var old = OldPass(inputs);
        var inverse = Number(1 / _temperature);
        var target = old.Logits.mul(inverse).softmax(1);
        var divergence = target.mul(target.add(Number(Least)).log().sub(pass.Logits.mul(inverse).log_softmax(1))).sum(1).mean();
        var penalty = divergence.mul(Number(_weight * _temperature * _temperature));
        return _alignment == 0 ? penalty : penalty.add(Alignment(pass, old, labels).mul(Number(_alignment)));
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        using var frozen = no_grad();
        for (var i = 0; i < Net.Layers.Count; i++)
        {
            _teacher.Layers[i].copy_(Net.Layers[i]);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        _teacher.Dispose();
        base.Dispose(isDisposing);
    }

    private Pass OldPass(Tensor inputs)
    {
        using var frozen = no_grad();
        return _teacher.Run(inputs);
    }

    private Tensor Alignment(Pass pass, Pass old, Tensor labels)
    {
        var genuine = labels.eq(zeros_like(labels)).to_type(Net.Type);
        var cosine = pass.Embedding.mul(old.Embedding).sum(1)
            .div(pass.Embedding.square().sum(1).add(Number(Least)).sqrt().mul(old.Embedding.square().sum(1).add(Number(Least)).sqrt()));
        return Number(1).sub(cosine).mul(genuine).sum().div(genuine.sum().add(Number(Least)));
    }
}
