using GeoCore.Artifacts;
using GeoCore.Encoding;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>Which planes an encoder has, and which of them options mean.</summary>
internal sealed class EncoderChoice
{
    private readonly ArtifactCard _card;
    private readonly EncoderQuantity[] _defaults;
    private readonly EncoderQuantity[] _probabilities;
    private readonly EncoderQuantity? _uncertainty;

    /// <summary>Makes the planes.</summary>
    /// <param name="artifact">The encoder.</param>
    /// <param name="onlyUncertainty">Whether the uncertainty is all there is to choose; the artifact has a posterior then.</param>
    internal EncoderChoice(LocationEncoderArtifact artifact, bool onlyUncertainty)
    {
        var card = _card = artifact.Card;
        _uncertainty = artifact.Posterior is { } posterior
            ? new EncoderQuantity.Uncertainty(posterior, card.Kind == OutputKind.Binary ? card.Outputs[0].Label ?? "probability" : "probability of the most probable class")
            : null;
        if (onlyUncertainty)
        {
            (Quantities, _defaults, _probabilities) = ([EncoderQuantity.UncertaintyName], [_uncertainty!], []);
            return;
        }

        string[] names = [.. EncoderQuantity.NamesOf(card.Kind)];
        Quantities = _uncertainty is null ? names : [.. names, EncoderQuantity.UncertaintyName];
        _defaults = card.Kind switch
        {
            OutputKind.Binary => [new EncoderQuantity.Binary(card.Outputs[0])],
            OutputKind.Categorical => [new EncoderQuantity.Class(card.Outputs)],
            _ => [.. card.Outputs.Select((output, index) => new EncoderQuantity.Value(output, index))],
        };
        _probabilities = card.Kind == OutputKind.Categorical
            ? [.. card.Outputs.Select((output, index) => new EncoderQuantity.Probability(output, index))]
            : [];
    }

    /// <summary>Names, the default first.</summary>
    internal IReadOnlyList<string> Quantities { get; }

    /// <summary>Planes of the default quantity.</summary>
    internal IReadOnlyList<EncoderQuantity> Defaults => _defaults;

    /// <summary>The planes that options ask for.</summary>
    /// <exception cref="OptionException">There is no such quantity, class or band.</exception>
    internal IReadOnlyList<EncoderQuantity> Select(RenderOptions options)
    {
        var quantity = options.Quantity ?? Quantities[0];
        if (!Quantities.Contains(quantity))
            throw new OptionException("quantity", quantity, $"one of {string.Join(", ", Quantities)}");
        if (quantity == EncoderQuantity.UncertaintyName && options.Class is null)
            return BandsOf([_uncertainty!], options.Bands);
        if (_card.Kind == OutputKind.Categorical && quantity == EncoderQuantity.ProbabilityName)
            return BandsOf([ProbabilityOf(options.Class)], options.Bands);
        if (options.Class is { } code)
            throw new OptionException("class", RenderOptionsText.Number(code), "no class, or quantity=probability of a layer of classes");
        return options.Bands.Count == 0 ? [_defaults[0]] : BandsOf(_defaults, options.Bands);
    }

    private EncoderQuantity ProbabilityOf(double? code)
    {
        for (var i = 0; i < _probabilities.Length; i++)
        {
            if (_card.Outputs[i].Value == code)
                return _probabilities[i];
        }

        var codes = string.Join(", ", _card.Outputs.Select(output => RenderOptionsText.Number(output.Value ?? 0)));
        throw new OptionException("class", code is { } given ? RenderOptionsText.Number(given) : null, $"the code of a class: {codes}");
    }

    private static EncoderQuantity[] BandsOf(EncoderQuantity[] planes, IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0)
            return planes;
        foreach (var number in numbers)
        {
            if (number < 1 || number > planes.Length)
                throw new OptionException("bidx", RenderOptionsText.Number(number), $"1 to {planes.Length}");
        }

        return [.. numbers.Select(number => planes[number - 1])];
    }
}
