using System.Numerics.Tensors;

namespace GeoCore.Encoding.Posterior;

/// <summary>Gathers the curvature of the loss in the weights of the last layer, place by place, and makes a posterior of it.</summary>
/// <remarks>
/// One logit: the Hessian of the negative log-likelihood, Σ w p (1 − p) h̃ h̃ᵀ, is exact. Several: Σ w (diag p − p pᵀ) ⊗ h̃ h̃ᵀ is replaced by one Kronecker
/// product B ⊗ Σ w t h̃ h̃ᵀ, where t = 1 − Σ p² is the trace of a place's class part and B the mean class part divided by its trace. It is exact for two
/// classes and for one place. The prior is Gaussian with the precision τ times the same class part.
/// </remarks>
public sealed class LaplaceFit
{
    /// <summary>Share of the mean curvature that every direction between classes gets: a class that never occurs stays finite.</summary>
    private const double ClassFloor = 1e-4;

    private readonly int _hidden;
    private readonly bool _hasBias;
    private readonly int _weights;
    private readonly int _outputs;
    private readonly double[] _curvature;
    private readonly double[] _classes;
    private readonly double[] _row;
    private double _trace;

    /// <summary>Begins with nothing.</summary>
    /// <param name="hidden">Outputs of the last hidden layer.</param>
    /// <param name="hasBias">Whether the last layer adds a bias, which then is uncertain too.</param>
    /// <param name="outputs">Logits; 1 means the logit of a probability, more mean a softmax.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is not positive, or there are more than <see cref="LastLayerPosterior.MaximumWeights"/> weights.</exception>
    public LaplaceFit(int hidden, bool hasBias, int outputs)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hidden, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        (_hidden, _hasBias, _outputs, _weights) = (hidden, hasBias, outputs, hidden + (hasBias ? 1 : 0));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(_weights, LastLayerPosterior.MaximumWeights, nameof(hidden));
        _curvature = new double[_weights * _weights];
        _classes = new double[outputs * outputs];
        _row = new double[_weights];
    }

    /// <summary>Weights of one output, the bias included.</summary>
    public int Weights => _weights;

    /// <summary>Adds the curvature of one place.</summary>
    /// <param name="hidden">Outputs of the last hidden layer.</param>
    /// <param name="logits">As many as outputs.</param>
    /// <param name="weight">How often the place counts, 0 or more.</param>
    /// <exception cref="ArgumentException">A span has another length.</exception>
    public void Add(ReadOnlySpan<float> hidden, ReadOnlySpan<float> logits, double weight)
    {
        if (hidden.Length != _hidden || logits.Length != _outputs)
            throw new ArgumentException($"{hidden.Length} hidden outputs and {logits.Length} logits are not {_hidden} and {_outputs}.", nameof(hidden));
        double trace;
        if (_outputs == 1)
        {
            var probability = 1 / (1 + Math.Exp(-(double)logits[0]));
            trace = probability * (1 - probability);
        }
        else
        {
            trace = AddClasses(logits, weight);
        }

        AddCurvature(hidden, weight * trace);
    }

    /// <summary>Adds curvature · h̃ h̃ᵀ: for a Gaussian likelihood the curvature is one over the variance of the noise, and the posterior is exact.</summary>
    /// <param name="hidden">Outputs of the last hidden layer.</param>
    /// <param name="curvature">Second derivative of the loss by the logit, 0 or more.</param>
    public void AddCurvature(ReadOnlySpan<float> hidden, double curvature)
    {
        TensorPrimitives.ConvertTruncating(hidden, _row.AsSpan());
        if (_hasBias)
            _row[^1] = 1;
        for (var row = 0; row < _weights; row++)
        {
            var lower = _curvature.AsSpan(row * _weights, row + 1);
            TensorPrimitives.MultiplyAdd(_row.AsSpan(0, row + 1), curvature * _row[row], lower, lower);
        }
    }

    /// <summary>The posterior under a prior.</summary>
    /// <param name="priorPrecision">τ, above 0: one over the prior variance of a weight around its trained value.</param>
    /// <exception cref="ArgumentOutOfRangeException">The precision is not positive.</exception>
    public LastLayerPosterior Solve(double priorPrecision)
    {
        if (!(priorPrecision > 0) || !double.IsFinite(priorPrecision))
            throw new ArgumentOutOfRangeException(nameof(priorPrecision), priorPrecision, "A precision is positive.");
        var precision = (double[])_curvature.Clone();
        for (var i = 0; i < _weights; i++)
        {
            precision[(i * _weights) + i] += priorPrecision;
        }

        return new LastLayerPosterior(_weights, SymmetricSystem.InverseFactor(precision, _weights), _outputs, ClassCovariance());
    }

    /// <summary>ln of the evidence for a prior, up to a number that is the same for all priors: how well the trained weights go with it, less what the places rule out of it.</summary>
    /// <param name="priorPrecision">τ.</param>
    /// <param name="posterior">Solved for it.</param>
    /// <param name="trained">[outputs, weights], the centre of the posterior.</param>
    /// <exception cref="ArgumentException">The trained weights are not as many.</exception>
    /// <remarks>MacKay, "Bayesian interpolation", Neural Computation 4, 1992: its largest value is where τ times the squared weights is the number of directions that the places fix.</remarks>
    public double LogEvidence(double priorPrecision, LastLayerPosterior posterior, ReadOnlySpan<double> trained)
    {
        ArgumentNullException.ThrowIfNull(posterior);
        if (trained.Length != _outputs * _weights)
            throw new ArgumentException($"{trained.Length} weights are not {_outputs} × {_weights}.", nameof(trained));
        var ruledOut = _weights * Math.Log(priorPrecision);
        for (var i = 0; i < _weights; i++)
        {
            ruledOut += 2 * Math.Log(posterior.FactorRow(i)[i]);
        }

        // adding one number to all logits is no direction
        return (Math.Max(1, _outputs - 1) * ruledOut / 2) - (priorPrecision * SquareOf(trained) / 2);
    }

    /// <summary>The squared weights, of several outputs Σ B(a, b) w(a) · w(b).</summary>
    private double SquareOf(ReadOnlySpan<double> trained)
    {
        if (_outputs == 1)
            return TensorPrimitives.SumOfSquares(trained);
        var sum = 0.0;
        for (var one = 0; one < _outputs; one++)
        {
            for (var other = 0; other < _outputs; other++)
            {
                var part = _trace > 0 ? _classes[(one * _outputs) + other] / _trace : 0;
                sum += part * TensorPrimitives.Dot(trained.Slice(one * _weights, _weights), trained.Slice(other * _weights, _weights));
            }
        }

        return sum;
    }

    private double AddClasses(ReadOnlySpan<float> logits, double weight)
    {
        Span<double> probabilities = _outputs <= 256 ? stackalloc double[_outputs] : new double[_outputs];
        TensorPrimitives.ConvertTruncating(logits, probabilities);
        TensorPrimitives.SoftMax<double>(probabilities, probabilities);
        for (var row = 0; row < _outputs; row++)
        {
            for (var column = 0; column < _outputs; column++)
            {
                var own = row == column ? probabilities[row] : 0;
                _classes[(row * _outputs) + column] += weight * (own - (probabilities[row] * probabilities[column]));
            }
        }

        var trace = 1 - TensorPrimitives.SumOfSquares<double>(probabilities);
        _trace += weight * trace;
        return trace;
    }

    /// <summary>The pseudo-inverse of B: adding one number to all logits changes no probability, so nothing is known about that direction and nothing hangs on it.</summary>
    private double[] ClassCovariance()
    {
        if (_outputs == 1)
            return [1];
        var even = 1.0 / _outputs;
        var matrix = new double[_outputs * _outputs];
        for (var row = 0; row < _outputs; row++)
        {
            for (var column = 0; column < _outputs; column++)
            {
                var floor = ClassFloor * even * ((row == column ? 1 : 0) - even);
                var part = _trace > 0 ? _classes[(row * _outputs) + column] / _trace : 0;
                matrix[(row * _outputs) + column] = part + floor + even;
            }
        }

        var inverse = SymmetricSystem.Inverse(matrix, _outputs);
        for (var i = 0; i < inverse.Length; i++)
        {
            inverse[i] -= even;
        }

        return inverse;
    }
}
