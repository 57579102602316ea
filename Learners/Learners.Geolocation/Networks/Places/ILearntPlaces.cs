using System.Text.Json.Nodes;
using GeoCore.Encoding.Positional;
using GeoCore.Geolocation.Sources.Retrieval;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Geolocation.Networks.Places;

/// <summary>A kind of location branch: what coordinates become, the network over it, and how both are published.</summary>
internal interface ILearntPlaces
{
    /// <summary>What coordinates become before the network.</summary>
    IPositionalEncoding Encoding { get; }

    /// <summary>Builds the network with random weights from torch's own generator.</summary>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the weights live.</param>
    nn.Module<Tensor, Tensor> Create(ScalarType type, Device? device);

    /// <summary>The trained network as the one that is served.</summary>
    /// <param name="network">From <see cref="Create"/>.</param>
    ILocationBranch Branch(nn.Module<Tensor, Tensor> network);

    /// <summary>The numbers of an artifact.</summary>
    /// <param name="network">From <see cref="Create"/>.</param>
    /// <param name="prefix">Before their names.</param>
    IEnumerable<GeoCore.Artifacts.Tensor> Tensors(nn.Module<Tensor, Tensor> network, string prefix);

    /// <summary>Tells a card what the branch is.</summary>
    /// <param name="source">The source of the card.</param>
    void Describe(JsonObject source);
}
