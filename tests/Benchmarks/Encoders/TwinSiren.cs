using GeoCore.Encoding;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Networks;
using Learners.Torch.Networks;
using static TorchSharp.torch;

namespace Benchmarks.Encoders;

/// <summary>The same random SIREN in both homes: libtorch's and ours.</summary>
internal sealed class TwinSiren : IDisposable
{
    /// <summary>Draws the weights and gives them to both.</summary>
    /// <param name="degrees">L.</param>
    /// <param name="hidden">Neurons of a sine layer.</param>
    /// <param name="layers">Sine layers.</param>
    public TwinSiren(int degrees, int hidden, int layers)
    {
        manual_seed(1);
        Torch = new SirenNet(new SirenShape(degrees * degrees, hidden, layers, Outputs: 1));
        var weights = Torch.state_dict();
        var network = DenseNetwork.Build(
            new NetworkShape(NetworkShape.Siren, degrees * degrees, hidden, layers, Outputs: 1, Torch.Shape.Omega0, Torch.Shape.Omega),
            item => weights[item.Name].to(ScalarType.Float64).data<double>().ToArray());
        Ours = new LocationEncoder(new SphericalHarmonics(degrees), network, OutputKind.Binary);
    }

    /// <summary>libtorch's, on features.</summary>
    public SirenNet Torch { get; }

    /// <summary>Ours, on places.</summary>
    public LocationEncoder Ours { get; }

    /// <inheritdoc/>
    public void Dispose() => Torch.Dispose();
}
