using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>An image-to-location model asked at every cell: density ∝ e^(κ cos) · π₀, free of any gallery.</summary>
public sealed class RetrievalField : ILocationSource
{
    private readonly Embeddings _cells;
    private readonly CoarseField? _coarse;

    /// <summary>Takes the embeddings of the cells.</summary>
    /// <param name="name">Of the source.</param>
    /// <param name="prior">π₀, on the grid of the maps; <see cref="DensityMap.Uniform"/> leaves the model's similarity alone, a gallery's density brings its prior back.</param>
    /// <param name="cells">Embeddings of the cells of the prior's grid, in their order.</param>
    /// <param name="scale">κ, above 0.</param>
    /// <param name="coarse">Where given, only the best of its cells are looked at closely.</param>
    /// <exception cref="ArgumentException">The embeddings do not fit the grid.</exception>
    public RetrievalField(string name, DensityMap prior, Embeddings cells, double scale, CoarseField? coarse = null)
    {
        ArgumentNullException.ThrowIfNull(prior);
        ArgumentNullException.ThrowIfNull(cells);
        if (cells.Count != prior.Grid.Count)
            throw new ArgumentException($"The grid {prior.Grid.Name} has {prior.Grid.Count} cells, not {cells.Count}.", nameof(cells));
        coarse?.Check(prior.Grid, cells.Width);
        (Name, TrainingPrior, _cells, Scale, _coarse) = (name, prior, cells, 1 / ModelOutput.Temperature(1 / scale), coarse);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid => TrainingPrior.Grid;

    /// <inheritdoc/>
    public int InputCount => _cells.Width;

    /// <inheritdoc/>
    public DensityMap TrainingPrior { get; }

    /// <summary>κ.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    public DensityMap Evaluate(ReadOnlySpan<float> inputs, CancellationToken cancellationToken = default)
    {
        ModelOutput.Check(this, inputs);
        var values = _coarse is null ? _cells.Cosines(inputs) : _coarse.Cosines(_cells, inputs);
        cancellationToken.ThrowIfCancellationRequested();
        var prior = TrainingPrior.Memory;
        BlockSum.Each(values.Length, (start, length) =>
        {
            for (var cell = start; cell < start + length; cell++)
            {
                values[cell] = (float)(Scale * values[cell] + prior.Span[cell]);
            }
        });
        return DensityMap.Adopt(Grid, values, TrainingPrior.ResidualMass);
    }
}
