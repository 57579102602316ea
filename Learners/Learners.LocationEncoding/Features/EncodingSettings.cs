using GeoCore.Artifacts;
using GeoCore.Encoding.Positional;
using Learners.Contracts;
using Learners.Torch.Training;

namespace Learners.LocationEncoding.Features;

/// <summary>The encoding that settled parameters ask for, as an encoding and as the card of an artifact names it.</summary>
public static class EncodingSettings
{
    private const string Reference = "reference";

    /// <summary>Builds the encoding.</summary>
    /// <param name="values">Settled parameters of <see cref="LocationEncoderCard"/>.</param>
    /// <exception cref="TrainingException">The settings do not go together; the message names one.</exception>
    public static IPositionalEncoding Encoding(HyperParameterValues values)
    {
        try
        {
            return PositionalEncodings.Create(new PositionalEncodingOptions
            {
                Name = values.Choice("encoder"),
                Degrees = values.Integer("degrees"),
                Scales = values.Integer("scales"),
                MinimumRadius = values.Real("minimum-radius"),
                MaximumRadius = values.Real("maximum-radius"),
                Variant = values.Choice("variant") == Reference ? EncodingVariant.Reference : EncodingVariant.Corrected,
            });
        }
        catch (ArgumentException fault)
        {
            // the sentence alone: the library adds the name of its own parameter and, on a second line, the value
            throw new TrainingException($"encoder '{values.Choice("encoder")}': {fault.Message.Split(" (Parameter")[0]}", fault);
        }
    }

    /// <summary>The encoding on an artifact's card; parameters it does not have stay away.</summary>
    /// <param name="values">Settled parameters.</param>
    public static EncodingCard Card(HyperParameterValues values)
    {
        var name = values.Choice("encoder");
        return name switch
        {
            PositionalEncodings.SphericalHarmonics => new EncodingCard(name, values.Integer("degrees"), "standard"),
            PositionalEncodings.Cartesian3D or PositionalEncodings.Wrap => new EncodingCard(name),
            PositionalEncodings.Direct => new EncodingCard(name, Variant: values.Choice("variant")),
            _ => new EncodingCard(
                name,
                Scales: values.Integer("scales"),
                MinimumRadius: values.Real("minimum-radius"),
                MaximumRadius: values.Real("maximum-radius"),
                Variant: values.Choice("variant")),
        };
    }
}
