using GeoCore.Encoding.Kernels;
using Learners.Torch.Networks;

namespace Learners.Torch.Fused;

/// <summary>
/// Logits of a sinusoidal network and the slopes of a loss by its weights, in single precision on the processor: each layer's product, sine
/// and cosine in one pass over the cache, by the kernels that serve tiles.
/// </summary>
/// <remarks>
/// Sums run in an order that does not depend on the number of threads: any number of them gives the same bits. Places run along the lanes
/// on the way forward and back; for the weights, which sum over places, inputs do.
/// </remarks>
internal sealed unsafe class FusedSiren
{
    private readonly FusedLayer[] _layers;
    private readonly Stack<FusedTrace> _idle = [];
    private Team _team = new(0);
    private FusedScratch[] _scratch = [];

    /// <summary>Makes room for the weights.</summary>
    /// <param name="shape">Size and frequencies.</param>
    public FusedSiren(SirenShape shape)
    {
        _layers = new FusedLayer[shape.Layers + 1];
        for (var layer = 0; layer <= shape.Layers; layer++)
        {
            var factor = layer == shape.Layers ? 1 : layer == 0 ? shape.Omega0 : shape.Omega;
            _layers[layer] = new FusedLayer(
                layer == 0 ? shape.Inputs : shape.HiddenWidth,
                layer == shape.Layers ? shape.Outputs : shape.HiddenWidth,
                (float)factor,
                isFirst: layer == 0);
        }
    }

    /// <summary>Computes logits.</summary>
    /// <param name="features">[places, features].</param>
    /// <param name="places">At least 1.</param>
    /// <param name="parameters">Weights [outputs, inputs] and biases of each layer in turn.</param>
    /// <param name="logits">Receives [places, outputs].</param>
    /// <param name="threads">At least 1.</param>
    /// <returns>What <see cref="Backward"/> needs.</returns>
    public FusedTrace Forward(float* features, int places, float*[] parameters, float* logits, int threads)
    {
        Call(threads);
        var trace = Rent(places);
        Each(layer => _layers[layer].Rows / Panel.Neurons, 0, (_, layer, panel) => _layers[layer].Pack(panel, parameters[2 * layer], parameters[(2 * layer) + 1]));
        _team.Share(Groups(places), (worker, group) => ForwardPass.Run(_layers, features, logits, trace, _scratch[worker], group));
        return trace;
    }

    /// <summary>Computes the slopes of the loss by weights and biases.</summary>
    /// <param name="trace">Of the way forward, with the same parameters; it cannot be used again.</param>
    /// <param name="features">[places, features], as on the way forward.</param>
    /// <param name="parameters">As on the way forward.</param>
    /// <param name="slopes">Slope of the loss by the logits, [places, outputs].</param>
    /// <param name="gradients">Receives slopes by weights and biases, shaped like the parameters.</param>
    /// <param name="threads">At least 1.</param>
    public void Backward(FusedTrace trace, float* features, float*[] parameters, float* slopes, float*[] gradients, int threads)
    {
        Call(threads);
        Each(layer => Panel.Padded(_layers[layer].Inputs) / Panel.Neurons, 1, (_, layer, panel) => _layers[layer].PackBackward(panel, parameters[2 * layer]));
        _team.Share(Groups(trace.Places), (worker, group) => BackwardPass.Run(_layers, slopes, trace, _scratch[worker], group));
        Each(
            layer => WeightGradient.Pieces(_layers[layer], threads),
            0,
            (worker, layer, piece) => WeightGradient.OfWeights(_layers, layer, piece, threads, features, trace, _scratch[worker], gradients[2 * layer]));
        _team.Share(_layers.Length, (_, layer) => WeightGradient.OfBiases(_layers[layer], layer, trace, gradients[(2 * layer) + 1]));
        _idle.Push(trace);
    }

    // a batch that outgrew the last one gets room to spare: the next may have grown again
    private FusedTrace Rent(int places)
    {
        var grows = _idle.TryPop(out var trace);
        if (trace is null || trace.Capacity < places)
        {
            trace = new FusedTrace(_layers, grows ? checked(places + (places / 4)) : places);
        }

        trace.Places = places;
        return trace;
    }

    private int Groups(int places)
    {
        var together = _scratch[0].Together;
        return (Panel.Count(places) + together - 1) / together;
    }

    // all layers, from the first that takes part, at once: nobody waits between them
    private void Each(Func<int, int> count, int first, Action<int, int, int> work)
    {
        var pieces = Enumerable.Range(first, _layers.Length - first)
            .SelectMany(layer => Enumerable.Range(0, count(layer)).Select(part => (layer, part)))
            .ToArray();
        _team.Share(pieces.Length, (worker, piece) => work(worker, pieces[piece].layer, pieces[piece].part));
    }

    private void Call(int threads)
    {
        if (_team.Threads != threads)
        {
            _team = new Team(threads);
            _scratch = [.. Enumerable.Range(0, threads).Select(_ => new FusedScratch(_layers))];
        }
    }
}
