using CsCheck;
using Learners.ContinualLearning.Networks;
using Learners.ContinualLearning.Projection;
using Learners.ContinualLearning.Strategies;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.ContinualLearning;

/// <summary>Acceptance checks 1 to 6, 8 and 10 of the continual learner: the algebra of its projectors.</summary>
public class ProjectorTests
{
    private const int Inputs = 64, Vectors = 40;

    [Theory]
    [InlineData(10)]
    [InlineData(1)]
    [InlineData(0.1)]
    public void The_recursion_is_the_closed_form_whatever_the_order_of_inputs(double alpha)
    {
        using var scope = NewDisposeScope();
        var inputs = Numbers(Vectors, Inputs, 1);
        using var closed = Closed(inputs, alpha);
        using var forth = Streamed(inputs, alpha);
        using var back = Streamed(inputs.flip(0), alpha);

        Assert.InRange(Largest(closed.Projection.sub(forth.Projection)), 0, 1e-10);
        Assert.InRange(Largest(forth.Projection.sub(back.Projection)), 0, 1e-10);
        Assert.InRange(Largest(closed.Projection.sub(closed.Projection.t())), 0, 1e-12);
        var eigenvalues = linalg.eigvalsh(closed.Projection).data<double>().ToArray();
        Assert.All(eigenvalues, value => Assert.InRange(value, 1e-6, 1 + 1e-12));
    }

    [Fact]
    public void What_was_seen_is_damped_below_half_the_root_of_alpha() => Gen.Select(Gen.Int[2, 40], Gen.Int[1, 30], Gen.Double[-3, 1], Gen.Int).Sample(
        (inputs, vectors, exponent, seed) =>
        {
            using var scope = NewDisposeScope();
            var alpha = Math.Pow(10, exponent);
            var seen = Numbers(vectors, inputs, seed);
            using var projector = Closed(seen, alpha);
            Assert.InRange(Norm(projector.Projection.matmul(seen.t())), 0, Math.Sqrt(alpha) / 2 + 1e-12);
        },
        iter: 10, threads: 1);

    [Fact]
    public void With_a_tiny_alpha_the_projector_is_that_on_what_was_not_seen()
    {
        using var scope = NewDisposeScope();
        var seen = Numbers(Vectors, Inputs, 3);
        using var projector = Closed(seen, 1e-6);

        Assert.InRange(Norm(projector.Projection.matmul(seen.t()), isSpectral: false) / Norm(seen, isSpectral: false), 0, 1e-6);
        Assert.Equal(Inputs - Vectors, projector.Projection.trace().ToDouble(), 1e-3);
    }

    [Fact]
    public void A_projected_step_moves_no_stored_answer_by_more_than_the_bound()
    {
        using var scope = NewDisposeScope();
        const double alpha = 0.3, rate = 0.7;
        var seen = Numbers(Vectors, Inputs, 4);
        var gradient = Numbers(5, Inputs, 5);
        using var projector = Closed(seen, alpha);
        var step = projector.Turn(gradient, 0).mul(tensor(-rate, dtype: ScalarType.Float64));
        var moves = step.matmul(seen.t()).square().sum([0]).sqrt().data<double>().ToArray();

        Assert.All(moves, move => Assert.InRange(move, 0, rate * Norm(gradient) * Math.Sqrt(alpha) / 2 + 1e-12));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(0.3)]
    [InlineData(2.5)]
    public void Turning_takes_one_product_and_is_the_product_with_the_whole_matrix(double beta)
    {
        using var scope = NewDisposeScope();
        using var projector = Closed(Numbers(Vectors, Inputs, 6), 0.5);
        var gradient = Numbers(7, Inputs, 7);
        var identity = eye(Inputs, Inputs, ScalarType.Float64);
        var whole = projector.Projection.add(identity.sub(projector.Projection).mul(tensor(beta, dtype: ScalarType.Float64)));

        Assert.InRange(Largest(gradient.matmul(whole).sub(projector.Turn(gradient, beta))), 0, 1e-12);
    }

    [Fact]
    public void At_a_quarter_of_pi_the_gradient_stays_and_at_zero_it_is_projected()
    {
        using var scope = NewDisposeScope();
        using var projector = Closed(Numbers(Vectors, Inputs, 8), 0.5);
        var gradient = Numbers(7, Inputs, 9);

        Assert.Equal(0, Largest(projector.Turn(gradient, Math.Tan(Math.PI / 4)).sub(gradient)), 1e-12);
        Assert.Equal(0, Largest(projector.Turn(gradient, 0).sub(gradient.matmul(projector.Projection))), 1e-12);
    }

    [Fact]
    public void The_complement_of_the_paper_is_nothing_but_rounding()
    {
        using var scope = NewDisposeScope();
        using var streamed = Streamed(Numbers(Vectors, Inputs, 1), 0.5);

        Assert.InRange(LiteralRadian.Complement(streamed.Projection, 0).norm().ToDouble(), 0, 1e-8);
    }

    [Fact]
    public void A_low_rank_of_all_directions_is_the_whole_projector_and_a_lower_one_forgets_the_weakest()
    {
        using var scope = NewDisposeScope();
        const double alpha = 0.2;
        var inputs = Numbers(Vectors, 16, 10);
        var gradient = Numbers(3, 16, 11);
        using var whole = Closed(inputs, alpha);
        var full = zeros(16, 16, ScalarType.Float64);
        var half = zeros(16, 8, ScalarType.Float64);
        for (var from = 0; from < Vectors; from += 10)
        {
            LowRankOrthogonal.Absorb(full, inputs.narrow(0, from, 10), 1);
            LowRankOrthogonal.Absorb(half, inputs.narrow(0, from, 10), 1);
        }

        Assert.InRange(Largest(LowRankOrthogonal.Project(gradient, full, alpha).sub(gradient.matmul(whole.Projection))), 0, 1e-10);
        var kept = LowRankOrthogonal.Project(gradient, half, alpha);
        Assert.InRange(Norm(kept, isSpectral: false), Norm(gradient.matmul(whole.Projection), isSpectral: false), Norm(gradient, isSpectral: false));
    }

    [Fact]
    public void The_gradient_of_a_convolution_is_that_of_its_patches()
    {
        using var scope = NewDisposeScope();
        var frames = Numbers(2 * 9, 4, 12).reshape(2, 9, 4);
        var weight = Numbers(5, 12, 13).requires_grad_(true);
        using var projector = Closed(Numbers(20, 12, 14), 0.4);
        var patches = FrameNet.Patches(frames).reshape(-1, 12);
        var answers = patches.matmul(weight.t());
        var gradient = autograd.grad([answers.square().sum()], [weight])[0];

        // the library's convolution wants [outputs, values, window], the patches have [outputs, window, values]
        var kernel = weight.detach().reshape(5, 3, 4).permute(0, 2, 1).contiguous().requires_grad_(true);
        var convolved = nn.functional.conv1d(frames.permute(0, 2, 1), kernel);
        var same = autograd.grad([convolved.square().sum()], [kernel])[0].permute(0, 2, 1).reshape(5, 12);

        Assert.InRange(Largest(projector.Turn(gradient, 0).sub(projector.Turn(same, 0))), 0, 1e-6);
    }

    internal static Tensor Numbers(long rows, long columns, int seed)
    {
        var random = new Random(seed);
        return tensor([.. Enumerable.Range(0, (int)(rows * columns)).Select(_ => 2 * random.NextDouble() - 1)], [rows, columns], ScalarType.Float64);
    }

    private static Projector Closed(Tensor inputs, double alpha)
    {
        var projector = new Projector(inputs.shape[1], alpha, ScalarType.Float64, CPU);
        projector.Accumulate(inputs, 1);
        projector.Refresh();
        return projector;
    }

    private static StreamingProjector Streamed(Tensor inputs, double alpha)
    {
        var projector = new StreamingProjector(inputs.shape[1], ScalarType.Float64, CPU);
        for (var row = 0; row < inputs.shape[0]; row++)
        {
            projector.Add(inputs[row], alpha);
        }

        return projector;
    }

    private static double Largest(Tensor tensor) => tensor.abs().max().ToDouble();

    private static double Norm(Tensor matrix, bool isSpectral = true) =>
        isSpectral ? linalg.svdvals(matrix).max().ToDouble() : matrix.square().sum().sqrt().ToDouble();
}
