using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>A predictor of an attribute of the place — population, land cover, climate — made a map by a raster of that attribute.</summary>
/// <remarks>After arXiv 2407.13862, of which only the outline is known; <see cref="AttributeReadOut.Bayes"/> is GeoSuite's own.</remarks>
public sealed class AttributeSource : ILocationSource
{
    private readonly ClassFractions _fractions;
    private readonly double[] _classPrior;
    private readonly double _temperature;

    /// <summary>Takes a raster.</summary>
    /// <param name="name">Of the source.</param>
    /// <param name="fractions">Of the classes in the cells of the maps.</param>
    /// <param name="trainingPrior">Where the photographs lay that the predictor was trained with.</param>
    /// <param name="readOut">How probabilities become a map.</param>
    /// <param name="temperature">Divides the logits; above 0.</param>
    /// <exception cref="ArgumentException">The prior is on another grid.</exception>
    public AttributeSource(
        string name, ClassFractions fractions, DensityMap trainingPrior, AttributeReadOut readOut = AttributeReadOut.Bayes, double temperature = 1)
    {
        ArgumentNullException.ThrowIfNull(fractions);
        (Name, _fractions, TrainingPrior, ReadOut, _temperature) = (name, fractions, trainingPrior, readOut, ModelOutput.Temperature(temperature));
        _classPrior = fractions.ClassMasses(trainingPrior);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid => _fractions.Grid;

    /// <inheritdoc/>
    public int InputCount => _fractions.ClassCount;

    /// <inheritdoc/>
    public DensityMap TrainingPrior { get; }

    /// <summary>How probabilities become a map.</summary>
    public AttributeReadOut ReadOut { get; }

    /// <summary>P(k): share of each class among the training photographs.</summary>
    public IReadOnlyList<double> ClassPrior => _classPrior;

    /// <summary>The probabilities of the classes that logits stand for.</summary>
    /// <param name="logits">One a class.</param>
    public double[] Probabilities(ReadOnlySpan<float> logits)
    {
        ModelOutput.Check(this, logits);
        return [.. ModelOutput.LogSoftmax(logits, _temperature).Select(Math.Exp)];
    }

    /// <inheritdoc/>
    public DensityMap Evaluate(ReadOnlySpan<float> inputs, CancellationToken cancellationToken = default)
    {
        var scores = ScoresOf(Probabilities(inputs), cancellationToken);
        if (ReadOut == AttributeReadOut.Lookup)
            return DensityMap.FromDensities(Grid, scores);
        for (var cell = 0; cell < scores.Length; cell++)
        {
            scores[cell] = Math.Log(scores[cell]) + TrainingPrior.LogDensity(cell);
        }

        return DensityMap.FromLogDensities(Grid, scores, TrainingPrior.ResidualMass);
    }

    /// <summary>The score of every cell: Σ P(k|I) f, or for <see cref="AttributeReadOut.Bayes"/> the likelihood ratio Σ f P(k|I)/P(k).</summary>
    /// <param name="probabilities">P(k|I), one a class.</param>
    /// <param name="cancellationToken">Looked at while cells are filled.</param>
    public double[] ScoresOf(ReadOnlySpan<double> probabilities, CancellationToken cancellationToken = default)
    {
        var values = probabilities.ToArray();
        if (values.Length != InputCount)
            throw new ArgumentException($"{Name} has {InputCount} classes, not {values.Length}.", nameof(probabilities));
        var isRatio = ReadOut == AttributeReadOut.Bayes;
        for (var k = 0; isRatio && k < values.Length; k++)
        {
            // a class that no training photograph can have shown was never learnt: its probability says nothing
            values[k] = _classPrior[k] > 0 ? values[k] / _classPrior[k] : 1;
        }

        var scores = new double[Grid.Count];
        BlockSum.Each(scores.Length, (start, length) =>
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var cell = start; cell < start + length; cell++)
            {
                // of ground without a class a ratio of 1 says that nothing is learnt; a score has no such neutral value
                scores[cell] = _fractions.Mean(cell, values, unknown: isRatio ? 1 : 0);
            }
        });
        return scores;
    }
}
