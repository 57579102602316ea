using Learners.Torch.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace Learners.LocationEncoding.Taper;

/// <summary>Multiplies every degree of the harmonics with its gain and gives them to a network whose first layer is linear in them.</summary>
/// <remarks>Because that layer is linear, the gains can be folded into its weights once training is over: what is published has no taper and the same answers.</remarks>
public sealed class TaperedNetwork : nn.Module<Tensor, Tensor>
{
    /// <summary>Logarithms of gains are learnt in this unit: Adam moves a number by about the learning rate a step, and a gain must move by factors.</summary>
    private const double Unit = 20;

    private readonly nn.Module<Tensor, Tensor> _network;
    private readonly IGainedNetwork _gained;
    private readonly Tensor _degreeOf;
    private readonly Parameter? _spectrum;
    private readonly Tensor? _gains;

    /// <summary>Puts a taper before a network and owns it from then on.</summary>
    /// <param name="network">Takes [batch, L²]; an <see cref="IGainedNetwork"/>.</param>
    /// <param name="kind">Heat, or learnt.</param>
    /// <param name="degrees">L.</param>
    /// <param name="kappa">κ of heat, where learnt gains begin.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the gains live; null for the CPU.</param>
    /// <exception cref="ArgumentException">The network takes no gains.</exception>
    public TaperedNetwork(nn.Module<Tensor, Tensor> network, TaperKind kind, int degrees, double kappa, ScalarType type, Device? device = null)
        : base(nameof(TaperedNetwork))
    {
        _network = network;
        _gained = network as IGainedNetwork ?? throw new ArgumentException("The network takes no gains.", nameof(network));
        _gained.FeatureGains = Gains;
        _degreeOf = tensor(SpectralTaper.DegreeOfFeatures(degrees), device: device).DetachFromDisposeScope();
        using var scope = NewDisposeScope();
        var logGains = tensor(SpectralTaper.HeatLogGains(degrees, kappa), ScalarType.Float64, device);
        if (kind == TaperKind.Learned)
        {
            _spectrum = new Parameter((logGains / Unit).to_type(type));
            _spectrum.DetachFromDisposeScope();
            register_parameter("spectrum", _spectrum);
        }
        else
        {
            _gains = logGains.exp().index_select(0, _degreeOf).to_type(type).DetachFromDisposeScope();
        }

        register_module("network", network);
    }

    /// <summary>Logits of a batch.</summary>
    /// <param name="input">[batch, L²].</param>
    /// <returns>[batch, outputs], owned by the caller's scope.</returns>
    public override Tensor forward(Tensor input) => _network.forward(input);

    /// <summary>Gain of every degree, first to last.</summary>
    public double[] GainOfDegrees()
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var all = Gains().to_type(ScalarType.Float64).cpu().data<double>().ToArray();
        return [.. Enumerable.Range(0, (int)Math.Round(Math.Sqrt(all.Length))).Select(l => all[l * l])];
    }

    /// <summary>Multiplies the gains into the first layer's weights and lets the network go; this taper is spent.</summary>
    /// <returns>The network, owned by the caller.</returns>
    public nn.Module<Tensor, Tensor> Fold()
    {
        using (no_grad())
        using (NewDisposeScope())
        {
            _gained.FirstWeight.mul_(Gains());
        }

        _gained.FeatureGains = null;
        return _network;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _degreeOf.Dispose();
            _gains?.Dispose();
        }

        base.Dispose(disposing);
    }

    private Tensor Gains() => _spectrum is null ? _gains! : _spectrum.mul(Unit).exp().index_select(0, _degreeOf);
}
