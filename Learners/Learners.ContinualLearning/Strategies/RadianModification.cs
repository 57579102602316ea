using Learners.ContinualLearning.Data;
using Learners.ContinualLearning.Projection;
using static TorchSharp.torch;

namespace Learners.ContinualLearning.Strategies;

/// <summary>Gradients are turned by P + β (I − P) with a β of the batch: RWM in a form that is well posed, OWM where β is 0, and RAWM where it counts classes.</summary>
/// <remarks>
/// P is the soft projector at the end of the tasks before, and Q = I − P takes the place of the published complement, which is zero (see <see cref="LiteralRadian"/>).
/// At β = 1, that is θ = π/4, the gradient stays as it is.
/// </remarks>
internal sealed class RadianModification : MethodPart
{
    private readonly Func<BatchFacts, int[], double> _share;
    private readonly ClassSigns _signs;
    private readonly int[] _protected;
    private readonly double _compactWeight;

    /// <summary>Nothing seen.</summary>
    /// <param name="context">Network, tasks, settings.</param>
    /// <param name="share">β of a batch, from its facts and the signs of the classes.</param>
    /// <param name="compactWeight">How much inputs of compact classes count in the projector beside those of spread ones: below 1 they are protected more softly.</param>
    internal RadianModification(MethodContext context, Func<BatchFacts, int[], double> share, double compactWeight = 1)
        : base(context)
    {
        _compactWeight = compactWeight;
        _share = share;
        _signs = new ClassSigns(context);
        _protected = Protected();
        Projectors = [.. _protected.Select(layer => new Projector(Net.Layers[layer].shape[1], context.Values.Real("alpha"), Net.Type, Net.Place))];
    }

    /// <summary>Of the protected layers.</summary>
    internal IReadOnlyList<Projector> Projectors { get; }

    /// <inheritdoc/>
    internal override IEnumerable<(string Name, Tensor Tensor)> State =>
        [.. Projectors.SelectMany((projector, i) => projector.State.Select(pair => ($"{pair.Name}{i}", pair.Tensor))), .. _signs.State];

    /// <summary>β by the angle, as RWM does it.</summary>
    /// <param name="context">θ₀, κ and the largest β.</param>
    internal static Func<BatchFacts, int[], double> ByAngle(MethodContext context)
    {
        double start = context.Values.Real("theta0"), gain = context.Values.Real("kappa"), most = context.Values.Real("beta-max");
        return (facts, signs) => Radian.Share(Radian.Angle(facts.RightLogits, [.. facts.Labels.Select(label => signs[label])], start, gain), most);
    }

    /// <summary>β by counting, as RAWM does it: genuine + 1 over fake + 1.</summary>
    internal static double ByCount(BatchFacts facts) => (facts.Labels.Count(label => label == 0) + 1.0) / (facts.Labels.Count(label => label != 0) + 1.0);

    /// <inheritdoc/>
    internal override void OnGradients(BatchFacts facts)
    {
        if (facts.Task == 0)
        {
            return;
        }

        using var scope = NewDisposeScope();
        var share = _share(facts, _signs.Current);
        for (var i = 0; i < _protected.Length; i++)
        {
            var gradient = Net.Layers[_protected[i]].grad!;
            gradient.copy_(Projectors[i].Turn(gradient, share));
        }
    }

    /// <inheritdoc/>
    internal override void OnTaskEnd(int task)
    {
        _signs.Add(task);
        var training = Context.Tasks.Tasks[task].Training;
        if (_compactWeight == 1)
        {
            Accumulate(training, 1);
        }
        else
        {
            foreach (var ofClass in training.Labels.Select((label, row) => (label, row)).GroupBy(pair => pair.label, pair => pair.row))
            {
                var rows = training.At([.. ofClass]);
                Accumulate(rows, (_signs.Current[ofClass.Key] > 0 ? _compactWeight : 1) * rows.Count / training.Count);
            }
        }

        foreach (var projector in Projectors)
        {
            projector.Refresh();
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool isDisposing)
    {
        _signs.Dispose();
        foreach (var projector in Projectors)
        {
            projector.Dispose();
        }

        base.Dispose(isDisposing);
    }

    private void Accumulate(ExampleSet examples, double weight) => LayerInputs.Of(Net, examples, (layer, rows, share) =>
    {
        if (Array.IndexOf(_protected, layer) is var i and >= 0)
        {
            Projectors[i].Accumulate(rows, share * weight);
        }
    });
}
