using GeoCore.Encoding;
using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Positional;

namespace GeoCore.Artifacts;

/// <summary>Makes an encoder from a card and its weights.</summary>
internal static class EncoderBuilder
{
    private const int MaximumFeatures = 1 << 20;

    /// <summary>Builds the encoding and the network and joins them.</summary>
    /// <exception cref="ArtifactException">A parameter is out of range, or a tensor is missing, superfluous or of another shape; the message names it.</exception>
    public static LocationEncoder Build(ArtifactCard card, Safetensors weights)
    {
        var encoding = Encoding(card.Encoding);
        if (encoding.Dimension != card.Network.Inputs)
            throw new ArtifactException($"{ArtifactFolder.Card}: 'network.inputs' is {card.Network.Inputs} and the encoding has {encoding.Dimension} features.");
        var known = NetworkTensors.Of(card.Network);
        if (weights.Entries.FirstOrDefault(entry => known.All(tensor => tensor.Name != entry.Name)) is { } stranger)
            throw new ArtifactException($"{ArtifactFolder.Weights}: tensor '{stranger.Name}' is unknown to a network of the name '{card.Network.Name}'.");
        var network = DenseNetwork.Build(card.Network, tensor => Finite(tensor.Name, weights.Doubles(tensor.Name, tensor.Shape)));
        return new LocationEncoder(encoding, network, card.Kind);
    }

    private static double[] Finite(string name, double[] values) =>
        Array.TrueForAll(values, double.IsFinite) ? values : throw new ArtifactException($"{ArtifactFolder.Weights}: tensor '{name}' holds a number that is not finite.");

    private static IPositionalEncoding Encoding(EncodingCard card)
    {
        var defaults = new PositionalEncodingOptions();
        var convention = HarmonicConvention.Standard;
        if (card.Convention is not null && !HarmonicConventions.TryParse(card.Convention, out convention))
            throw Wrong("convention", $"'{card.Convention}' is unknown.");
        if (card.Degrees is { } degrees && (long)degrees * degrees > MaximumFeatures)
            throw Wrong("degrees", $"{degrees} gives more than {MaximumFeatures} features.");
        if (card.Name == PositionalEncodings.SphericalHarmonics && card.Degrees is null)
            throw Wrong("degrees", "is missing.");
        try
        {
            return PositionalEncodings.Create(new PositionalEncodingOptions
            {
                Name = card.Name,
                Degrees = card.Degrees ?? defaults.Degrees,
                Convention = convention,
                Scales = card.Scales ?? defaults.Scales,
                MinimumRadius = card.MinimumRadius ?? defaults.MinimumRadius,
                MaximumRadius = card.MaximumRadius ?? defaults.MaximumRadius,
                Variant = card.Variant switch
                {
                    null or "corrected" => EncodingVariant.Corrected,
                    "reference" => EncodingVariant.Reference,
                    _ => throw Wrong("variant", $"'{card.Variant}' is neither 'corrected' nor 'reference'."),
                },
                IntegerFrequencies = card.IntegerFrequencies ?? defaults.IntegerFrequencies,
            });
        }
        catch (ArgumentException fault)
        {
            throw Wrong(fault.ParamName ?? "name", fault.Message);
        }
    }

    private static ArtifactException Wrong(string field, string complaint) => new($"{ArtifactFolder.Card}: 'encoding.{field}': {complaint}");
}
