using Learners.Torch.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.Geolocation.Networks;

/// <summary>A picture network with linear heads of classes and one that shares a space with places.</summary>
/// <remarks>The space of pictures and places: Klemmer et al., "SatCLIP", arXiv 2311.17179; its location branch is SirenNet over spherical harmonics.</remarks>
internal sealed class GeolocatorNet : nn.Module
{
    private readonly ModuleList<Linear> _heads = nn.ModuleList<Linear>();
    private readonly Parameter _logScale;

    /// <summary>Builds the network with random weights from torch's own generator: seed it first.</summary>
    /// <param name="pictures">What embeds pictures.</param>
    /// <param name="classCounts">One a head.</param>
    /// <param name="shared">Numbers of an embedding in the shared space.</param>
    /// <param name="places">Form of the network that embeds places; its outputs are <paramref name="shared"/>.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live; null for the CPU.</param>
    internal GeolocatorNet(PictureNet pictures, IReadOnlyList<int> classCounts, int shared, SirenShape places, ScalarType type, Device? device)
        : base(nameof(GeolocatorNet))
    {
        Pictures = pictures;
        foreach (var count in classCounts)
        {
            _heads.Add(nn.Linear(pictures.Width, count, device: device, dtype: type));
        }

        Projection = nn.Linear(pictures.Width, shared, device: device, dtype: type);
        Places = new SirenNet(places, type, device);

        // temperature 0.07, as contrastive training of pictures and texts begins (arXiv 2103.00020)
        _logScale = new Parameter(full([], Math.Log(1 / 0.07), type, device));
        register_module("pictures", Pictures);
        register_module("heads", _heads);
        register_module("projection", Projection);
        register_module("places", Places);
        register_parameter("log_scale", _logScale);
    }

    /// <summary>What embeds pictures.</summary>
    internal PictureNet Pictures { get; }

    /// <summary>What embeds places.</summary>
    internal SirenNet Places { get; }

    /// <summary>From an embedding into the shared space.</summary>
    internal Linear Projection { get; }

    /// <summary>From an embedding to logits of classes, one a head.</summary>
    internal IReadOnlyList<Linear> Heads => [.. _heads];

    /// <summary>What similarities are multiplied by.</summary>
    internal Tensor Scale => _logScale.exp();
}
