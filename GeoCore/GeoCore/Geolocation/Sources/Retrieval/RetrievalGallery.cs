using System.Numerics.Tensors;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>An image-to-location model with a gallery: the softmax of the similarities to places, made a map.</summary>
/// <remarks>V. Vivanco Cepeda, G. K. Nayak, M. Shah, "GeoCLIP", NeurIPS 2023. The softmax over a gallery contains the gallery's own density, which is therefore the training prior.</remarks>
public sealed class RetrievalGallery : ILocationSource
{
    private readonly GalleryPlaces _places;
    private readonly Embeddings _embeddings;
    private readonly double[] _bandwidths;

    /// <summary>Takes a gallery.</summary>
    /// <param name="name">Of the source.</param>
    /// <param name="grid">Cells of its maps.</param>
    /// <param name="places">Of the gallery.</param>
    /// <param name="embeddings">One a place.</param>
    /// <param name="scale">κ, multiplies cosines: the inverse temperature of the softmax, above 0.</param>
    /// <param name="mode">How places become a map.</param>
    /// <param name="bandwidths">For <see cref="RetrievalMode.GalleryKde"/>.</param>
    /// <exception cref="ArgumentException">The numbers of places and embeddings differ.</exception>
    public RetrievalGallery(
        string name, Grid grid, GalleryPlaces places, Embeddings embeddings, double scale, RetrievalMode mode = RetrievalMode.GalleryKde, BandwidthRule? bandwidths = null)
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(places);
        ArgumentNullException.ThrowIfNull(embeddings);
        if (places.Count != embeddings.Count)
            throw new ArgumentException($"There are {places.Count} places and {embeddings.Count} embeddings.", nameof(embeddings));
        (Name, Grid, _places, _embeddings, Mode, Scale) = (name, grid, places, embeddings, mode, 1 / ModelOutput.Temperature(1 / scale));
        _bandwidths = mode == RetrievalMode.GalleryKde ? (bandwidths ?? BandwidthRule.Default).Of(places) : [];
        TrainingPrior = MapOf(Enumerable.Repeat(1.0 / places.Count, places.Count).ToArray(), CancellationToken.None);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Grid Grid { get; }

    /// <inheritdoc/>
    public int InputCount => _embeddings.Width;

    /// <inheritdoc/>
    public DensityMap TrainingPrior { get; }

    /// <summary>How places become a map.</summary>
    public RetrievalMode Mode { get; }

    /// <summary>κ.</summary>
    public double Scale { get; }

    /// <summary>Probabilities of the places of the gallery.</summary>
    /// <param name="embedding">Of the image.</param>
    public double[] Probabilities(ReadOnlySpan<float> embedding)
    {
        ModelOutput.Check(this, embedding);
        var logarithms = ModelOutput.LogSoftmax(_embeddings.Cosines(embedding), 1 / Scale);
        TensorPrimitives.Exp<double>(logarithms, logarithms);
        return logarithms;
    }

    /// <inheritdoc/>
    public DensityMap Evaluate(ReadOnlySpan<float> inputs, CancellationToken cancellationToken = default) => MapOf(Probabilities(inputs), cancellationToken);

    private DensityMap MapOf(double[] probabilities, CancellationToken cancellationToken) => Mode == RetrievalMode.GalleryCount
        ? GalleryDensity.Count(Grid, _places, probabilities)
        : GalleryDensity.Spread(Grid, _places, _bandwidths, probabilities, cancellationToken).Map;
}
