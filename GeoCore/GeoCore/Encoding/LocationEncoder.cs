using System.Collections.Concurrent;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Kernels;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Positional;

namespace GeoCore.Encoding;

/// <summary>A positional encoding and a network: logits of any place on Earth. Immutable; safe to use from many threads at once.</summary>
/// <remarks>arXiv 2310.06743. A logit depends on nothing but its place and the method called: not on its neighbours, nor on how places are
/// grouped, nor on the number of threads.</remarks>
public sealed partial class LocationEncoder
{
    private readonly ConcurrentBag<EncoderWorkspace> _workspaces = [];
    private readonly ScatteredLayer _scattered;
    private readonly Lazy<SeparableLayer?> _separable;

    /// <summary>Joins an encoding and a network.</summary>
    /// <param name="encoding">Makes the features.</param>
    /// <param name="network">Makes logits of them.</param>
    /// <param name="kind">What the logits mean.</param>
    /// <exception cref="ArgumentException">The network takes another number of features than the encoding makes.</exception>
    public LocationEncoder(IPositionalEncoding encoding, DenseNetwork network, OutputKind kind)
    {
        ArgumentNullException.ThrowIfNull(encoding);
        ArgumentNullException.ThrowIfNull(network);
        if (encoding.Dimension != network.Inputs)
            throw new ArgumentException($"The encoding has {encoding.Dimension} features and the network takes {network.Inputs}.", nameof(network));
        (Encoding, Network, Kind) = (encoding, network, kind);
        _scattered = new ScatteredLayer(encoding, network.First);
        _separable = new Lazy<SeparableLayer?>(() => encoding is SphericalHarmonics harmonics ? new SeparableLayer(harmonics, network.First) : null);
    }

    /// <summary>Makes the features.</summary>
    public IPositionalEncoding Encoding { get; }

    /// <summary>Makes logits of features.</summary>
    public DenseNetwork Network { get; }

    /// <summary>What the logits mean.</summary>
    public OutputKind Kind { get; }

    /// <summary>Logits of a place.</summary>
    public int OutputCount => Network.Outputs;

    /// <summary>Logits of places anywhere, on the calling thread.</summary>
    /// <param name="longitudes">Degrees, finite.</param>
    /// <param name="latitudes">Degrees, −90 to 90, as many.</param>
    /// <param name="logits">Receives [places, <see cref="OutputCount"/>].</param>
    /// <param name="cancellationToken">Looked at every 128 places.</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    public void Evaluate(
        ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> logits, CancellationToken cancellationToken = default)
    {
        if (latitudes.Length != longitudes.Length || logits.Length < (long)longitudes.Length * OutputCount)
            throw new ArgumentException($"{longitudes.Length} longitudes, {latitudes.Length} latitudes and {logits.Length} logits of {OutputCount} do not fit together.", nameof(logits));
        const int together = Panel.Places * Panel.PanelsTogether;
        var workspace = RentWorkspace();
        for (var first = 0; first < longitudes.Length; first += together)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var places = Math.Min(together, longitudes.Length - first);
            _scattered.Apply(longitudes.Slice(first, places), latitudes.Slice(first, places), workspace);
            Network.Continue(workspace, Panel.Count(places));
            workspace.CopyLogits(OutputCount, 0, logits.Slice(first * OutputCount, places * OutputCount));
        }

        _workspaces.Add(workspace);
    }

    /// <summary>Logits in double precision, by the scalar twins of all kernels; slow, for comparison.</summary>
    /// <param name="longitudes">Degrees, finite.</param>
    /// <param name="latitudes">Degrees, −90 to 90, as many.</param>
    /// <param name="logits">Receives [places, <see cref="OutputCount"/>].</param>
    /// <exception cref="ArgumentException">The spans do not fit together.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A coordinate is not a place.</exception>
    public void Evaluate(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<double> logits)
    {
        var features = new double[Encoding.Dimension];
        for (var i = 0; i < longitudes.Length; i++)
        {
            Encoding.Encode(longitudes.Slice(i, 1), latitudes.Slice(i, 1), features);
            Network.Evaluate(features, logits.Slice(i * OutputCount, OutputCount));
        }
    }

    internal EncoderWorkspace RentWorkspace() => _workspaces.TryTake(out var workspace) ? workspace : new EncoderWorkspace(Network.PaddedWidth);

    internal void ReturnWorkspace(EncoderWorkspace workspace) => _workspaces.Add(workspace);
}
