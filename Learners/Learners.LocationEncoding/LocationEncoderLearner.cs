using GeoCore.Encoding.Positional;
using Learners.Contracts;
using Learners.LocationEncoding.Features;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Taper;
using Learners.Torch.Networks;
using Learners.Torch.Training;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.LocationEncoding;

/// <summary>A positional encoding of a place, such as spherical harmonics, through a network to the logits of a class or a probability, or to measured quantities.</summary>
/// <remarks>Rußwurm et al., arXiv 2310.06743.</remarks>
public sealed class LocationEncoderLearner : ILearner
{
    private readonly PlaceObjective _objective;
    private nn.Module<Tensor, Tensor> _network;

    /// <summary>Builds the network from the seed.</summary>
    /// <param name="values">Settled parameters of <see cref="LocationEncoderCard"/>.</param>
    /// <param name="classCount">2 for one logit and a binary loss, more for one logit per class.</param>
    /// <param name="seed">Fixes the first weights.</param>
    /// <param name="device">Where the network lives; null for the CPU.</param>
    /// <exception cref="TrainingException">The settings of the encoding do not go together.</exception>
    public LocationEncoderLearner(HyperParameterValues values, int classCount, long seed, Device? device = null)
        : this(values, PlaceObjective.Classes(classCount), seed, device)
    {
    }

    /// <summary>Builds the network from the seed.</summary>
    /// <param name="values">Settled parameters of <see cref="LocationEncoderCard"/>.</param>
    /// <param name="objective">What the network answers and what its answers cost.</param>
    /// <param name="seed">Fixes the first weights.</param>
    /// <param name="device">Where the network lives; null for the CPU.</param>
    /// <exception cref="TrainingException">The settings of the encoding do not go together.</exception>
    public LocationEncoderLearner(HyperParameterValues values, PlaceObjective objective, long seed, Device? device = null)
    {
        _objective = objective;
        Features = new PlaceFeatures(EncodingSettings.Encoding(values));
        Precision = TrainerParameters.WeightType(values);
        manual_seed(seed);
        var (inputs, width) = (Features.Count, values.Integer("hidden-width"));
        _network = values.Choice("network") switch
        {
            "linear" => new LinearNet(inputs, OutputCount, Precision, device),
            "fcnet" => new FcNet(inputs, width, OutputCount, Precision, device),
            _ => new SirenNet(
                new SirenShape(inputs, width, values.Integer("layers"), OutputCount, values.Real("omega0"), values.Real("omega")),
                Precision,
                device)
            {
                UseFusedSteps = values.Choice("kernels") == "fused" && values.Choice("precision") != "bfloat16",
            },
        };
        var taper = SpectralTaper.Parse(values.Choice("taper"));
        if ((taper != TaperKind.None || values.Integer("coarse-degrees") > 0) && values.Choice("encoder") != PositionalEncodings.SphericalHarmonics)
        {
            throw new TrainingException($"encoder '{values.Choice("encoder")}' has no degrees that 'taper' or 'coarse-degrees' could limit");
        }

        if (taper != TaperKind.None)
        {
            _network = new TaperedNetwork(_network, taper, values.Integer("degrees"), values.Real("taper-kappa"), Precision, device);
        }
    }

    /// <inheritdoc/>
    public LearnerCard Card => LocationEncoderCard.Instance;

    /// <summary>The encoding before the network.</summary>
    public PlaceFeatures Features { get; }

    /// <summary>Logits of a place.</summary>
    public int OutputCount => _objective.OutputCount;

    /// <summary>Type of weights and features.</summary>
    public ScalarType Precision { get; private set; }

    /// <summary>Turns the weights into float32 on the CPU, as they are published, with a taper folded into the first layer; there is no way back.</summary>
    public void ToPublishedPrecision()
    {
        if (_network is TaperedNetwork tapered)
        {
            _network = tapered.Fold();
        }

        Precision = ScalarType.Float32;
        _network.to(ScalarType.Float32).to(CPU);
    }

    /// <summary>Lets the last layer answer in other units from now on: output × factor + offset.</summary>
    /// <param name="factors">One an output.</param>
    /// <param name="offsets">One an output.</param>
    /// <returns>False where nothing was changed because the last layer has no bias to hold offsets.</returns>
    public bool TryScaleOutputs(double[] factors, double[] offsets)
    {
        if (factors.All(factor => factor == 1) && offsets.All(offset => offset == 0))
        {
            return true;
        }

        var parameters = _network.named_parameters().ToDictionary(pair => pair.name, pair => pair.parameter);
        if (!parameters.TryGetValue("last.bias", out var bias))
        {
            return false;
        }

        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var factor = tensor(factors, bias.dtype, bias.device);
        parameters["last.weight"].mul_(factor.unsqueeze(1));
        bias.mul_(factor).add_(tensor(offsets, bias.dtype, bias.device));
        return true;
    }

    /// <inheritdoc/>
    public nn.Module Network => _network;

    /// <summary>Logits of encoded places, owned by the caller's scope.</summary>
    /// <param name="features">[places, features].</param>
    /// <returns>[places, outputs].</returns>
    public Tensor Logits(Tensor features) => _network.forward(features);

    /// <inheritdoc/>
    public StepResult ComputeLoss(Batch batch)
    {
        using var scope = NewDisposeScope();
        return new StepResult(_objective.Loss(_network.forward(batch.Inputs), batch).MoveToOuterDisposeScope());
    }

    /// <inheritdoc/>
    public IReadOnlyList<MetricRecord> Evaluate(IFeed heldOut) => [new MetricRecord("loss", HeldOutLoss.Of(this, heldOut))];

    /// <inheritdoc/>
    public void Dispose() => _network.Dispose();
}
