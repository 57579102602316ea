using GeoCore.Encoding;

namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>A location encoder as the location branch: its outputs are the embedding.</summary>
/// <param name="encoder">Of quantities, as many as an image's embedding has.</param>
public sealed class EncoderBranch(LocationEncoder encoder) : ILocationBranch
{
    /// <inheritdoc/>
    public int Width => encoder.OutputCount;

    /// <inheritdoc/>
    public void Embed(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> embeddings) =>
        encoder.Evaluate(longitudes, latitudes, embeddings, CancellationToken.None);
}
