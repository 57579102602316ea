using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Geolocation.Networks;

/// <summary>A picture network with linear heads of classes and one that shares a space with places. Where pictures come as embeddings of a frozen network, there is none of its own.</summary>
internal sealed class GeolocatorNet : nn.Module
{
    private readonly ModuleList<Linear> _heads = nn.ModuleList<Linear>();
    private readonly Parameter _logScale;

    /// <summary>Builds the network with random weights from torch's own generator: seed it first.</summary>
    /// <param name="pictures">What embeds pictures; null where they come as embeddings.</param>
    /// <param name="width">Numbers of an embedding.</param>
    /// <param name="hidden">Neurons of a rectified layer between embeddings and all heads; 0 for none.</param>
    /// <param name="classCounts">One a head.</param>
    /// <param name="shared">Numbers of an embedding in the shared space.</param>
    /// <param name="places">Makes the network that embeds places; its outputs are <paramref name="shared"/>.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    internal GeolocatorNet(
        PictureNet? pictures, int width, int hidden, IReadOnlyList<int> classCounts, int shared, Func<nn.Module<Tensor, Tensor>> places, ScalarType type, Device? device)
        : base(nameof(GeolocatorNet))
    {
        (Pictures, Width) = (pictures, width);
        Hidden = hidden > 0 ? nn.Linear(width, hidden, device: device, dtype: type) : null;
        var inputs = hidden > 0 ? hidden : width;
        foreach (var count in classCounts)
        {
            _heads.Add(nn.Linear(inputs, count, device: device, dtype: type));
        }

        Projection = nn.Linear(inputs, shared, device: device, dtype: type);
        Places = places();

        // temperature 0.07, as contrastive training of pictures and texts begins (arXiv 2103.00020)
        _logScale = new Parameter(full([], Math.Log(1 / 0.07), type, device));
        if (Pictures is not null)
        {
            register_module("pictures", Pictures);
        }

        if (Hidden is not null)
        {
            register_module("hidden", Hidden);
        }

        register_module("heads", _heads);
        register_module("projection", Projection);
        register_module("places", Places);
        register_parameter("log_scale", _logScale);
    }

    /// <summary>What embeds pictures; null where they come as embeddings.</summary>
    internal PictureNet? Pictures { get; }

    /// <summary>Numbers of an embedding.</summary>
    internal int Width { get; }

    /// <summary>The layer between embeddings and all heads, or null.</summary>
    internal Linear? Hidden { get; }

    /// <summary>What embeds places.</summary>
    internal nn.Module<Tensor, Tensor> Places { get; }

    /// <summary>From what <see cref="See"/> gives into the shared space.</summary>
    internal Linear Projection { get; }

    /// <summary>From what <see cref="See"/> gives to logits of classes, one a head.</summary>
    internal IReadOnlyList<Linear> Heads => [.. _heads];

    /// <summary>What similarities are multiplied by.</summary>
    internal Tensor Scale => _logScale.exp();

    /// <summary>What heads are given of a batch.</summary>
    /// <param name="input">Pictures [batch, 3, height, width], or embeddings [batch, width].</param>
    internal Tensor See(Tensor input)
    {
        var embeddings = Pictures?.forward(input) ?? input;
        return Hidden is null ? embeddings : nn.functional.relu(Hidden.forward(embeddings));
    }
}
