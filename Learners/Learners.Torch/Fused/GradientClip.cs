using System.Numerics.Tensors;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Torch.Fused;

/// <summary>Shortens a gradient that is too long; on the CPU its length does not depend on the number of threads.</summary>
internal static class GradientClip
{
    // as torch has it: the length is never quite reached
    private const double Guard = 1e-6;

    /// <summary>Multiplies the gradients so that all of them together are at most so long.</summary>
    /// <param name="parameters">Those without a gradient do not count.</param>
    /// <param name="longest">Euclidean norm, above 0.</param>
    public static void Apply(IEnumerable<Tensor> parameters, double longest)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor[] all = [.. parameters];
        Tensor[] gradients = [.. all.Select(parameter => parameter.grad).OfType<Tensor>()];
        if (!Array.TrueForAll(gradients, FlatTensor.IsFlat))
        {
            nn.utils.clip_grad_norm_(all.Cast<TorchSharp.Modules.Parameter>(), longest);
            return;
        }

        var factor = longest / (Math.Sqrt(gradients.Sum(SumOfSquares)) + Guard);
        if (factor < 1 || double.IsNaN(factor))
        {
            Array.ForEach(gradients, gradient => Each(gradient, numbers => TensorPrimitives.Multiply(numbers, (float)factor, numbers)));
        }
    }

    private static double SumOfSquares(Tensor gradient)
    {
        var sums = new double[FlatTensor.Pieces(gradient.numel())];
        new Team(get_num_threads()).Share(sums.Length, (_, piece) =>
            sums[piece] = TensorPrimitives.SumOfSquares<float>(FlatTensor.Slice(FlatTensor.Numbers(gradient), piece)));
        return sums.Sum();
    }

    private static void Each(Tensor gradient, Action<Span<float>> change) => new Team(get_num_threads()).Share(
        FlatTensor.Pieces(gradient.numel()),
        (_, piece) => change(FlatTensor.Slice(FlatTensor.Numbers(gradient), piece)));
}
