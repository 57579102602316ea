using System.Globalization;
using System.Numerics.Tensors;
using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Posterior;
using GeoCore.Imaging;
using GeoCore.Raster;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>One plane that can be computed from the logits of a place.</summary>
internal abstract class EncoderQuantity
{
    /// <summary>Name of the choice between classes.</summary>
    internal const string ClassName = "class";

    /// <summary>Name of a probability.</summary>
    internal const string ProbabilityName = "probability";

    /// <summary>Name of the answer of a regression.</summary>
    internal const string ValueName = "value";

    /// <summary>Name of the uncertainty of a probability.</summary>
    internal const string UncertaintyName = "uncertainty";

    private EncoderQuantity(LayerBand band) => Band = band;

    /// <summary>What the plane is.</summary>
    internal LayerBand Band { get; }

    /// <summary>Classes, where values are their codes.</summary>
    internal virtual IReadOnlyList<ScaleClass>? Classes => null;

    /// <summary>Range of the values, where it is known beforehand.</summary>
    internal virtual ValueRange? Range => null;

    /// <summary>Names of the quantities of a kind of encoder, the default first.</summary>
    internal static IReadOnlyList<string> NamesOf(OutputKind kind) => kind switch
    {
        OutputKind.Binary => [ProbabilityName],
        OutputKind.Categorical => [ClassName, ProbabilityName],
        _ => [ValueName],
    };

    /// <summary>Whether the plane needs to know how uncertain logits are.</summary>
    internal virtual bool NeedsSpread => false;

    /// <summary>Turns the logits of places into values.</summary>
    /// <param name="logits">[places, outputs]; NaN where there is no place on the Earth.</param>
    /// <param name="outputs">Logits of a place.</param>
    /// <param name="spread">ln of the variance of each place's logits, where the plane needs it; else empty.</param>
    /// <param name="values">Receives one value per place.</param>
    internal abstract void Convert(ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<float> spread, Span<float> values);

    /// <summary>The logistic function of the only logit.</summary>
    internal sealed class Binary(OutputCard output)
        : EncoderQuantity(new LayerBand(1, output.Label ?? output.Name, null, RasterDataType.Float32, null))
    {
        internal override ValueRange? Range => new(0, 1);

        internal override void Convert(ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<float> spread, Span<float> values) =>
            TensorPrimitives.Sigmoid(logits, values);
    }

    /// <summary>One of the values that a regression gives.</summary>
    internal sealed class Value(OutputCard output, int index)
        : EncoderQuantity(new LayerBand(index + 1, output.Label ?? output.Name, output.Unit, RasterDataType.Float32, null))
    {
        internal override void Convert(ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<float> spread, Span<float> values)
        {
            for (var place = 0; place < values.Length; place++)
                values[place] = logits[(place * outputs) + index];
        }
    }

    /// <summary>The softmax of one class.</summary>
    internal sealed class Probability(OutputCard output, int index)
        : EncoderQuantity(new LayerBand(1, $"Probability of {output.Label ?? output.Name}", null, RasterDataType.Float32, null))
    {
        internal override ValueRange? Range => new(0, 1);

        internal override void Convert(ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<float> spread, Span<float> values)
        {
            for (var place = 0; place < values.Length; place++)
            {
                var own = logits.Slice(place * outputs, outputs);
                var sum = 0.0;
                foreach (var logit in own)
                    sum += Math.Exp((double)logit - own[index]);
                values[place] = (float)(1 / sum);
            }
        }
    }

    /// <summary>Standard deviation, under the posterior, of the probability of the only logit or of the most probable class.</summary>
    internal sealed class Uncertainty(LastLayerPosterior posterior, string of)
        : EncoderQuantity(new LayerBand(1, $"Standard deviation of the {of}", null, RasterDataType.Float32, null))
    {
        internal override ValueRange? Range => new(0, 0.5);

        internal override bool NeedsSpread => true;

        internal override void Convert(ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<float> spread, Span<float> values)
        {
            for (var place = 0; place < values.Length; place++)
            {
                var own = logits.Slice(place * outputs, outputs);
                var (mean, factor) = posterior.OddsOf(own, TensorPrimitives.IndexOfMax(own));
                values[place] = (float)UncertainProbability.Of(mean, Math.Exp(spread[place] / 2) * Math.Sqrt(factor)).Deviation;
            }
        }
    }

    /// <summary>The code of the class with the largest logit.</summary>
    internal sealed class Class : EncoderQuantity
    {
        private readonly float[] _codes;

        internal Class(IReadOnlyList<OutputCard> outputs)
            : base(new LayerBand(1, "Class", null, TypeOf(outputs, out var noData), noData))
        {
            _codes = [.. outputs.Select(output => (float)output.Value!.Value)];
            Classes = [.. outputs.Select(ClassOf)];
        }

        internal override IReadOnlyList<ScaleClass> Classes { get; }

        internal override void Convert(ReadOnlySpan<float> logits, int outputs, ReadOnlySpan<float> spread, Span<float> values)
        {
            for (var place = 0; place < values.Length; place++)
            {
                var own = logits.Slice(place * outputs, outputs);
                values[place] = float.IsNaN(own[0]) ? float.NaN : _codes[TensorPrimitives.IndexOfMax(own)];
            }
        }

        /// <summary>Bytes where all codes are, with a number left for nodata.</summary>
        private static RasterDataType TypeOf(IReadOnlyList<OutputCard> outputs, out double? noData)
        {
            var isByte = outputs.All(output => output.Value is >= 0 and < byte.MaxValue && double.IsInteger(output.Value.Value));
            noData = isByte ? byte.MaxValue : null;
            return isByte ? RasterDataType.Byte : RasterDataType.Float32;
        }

        /// <summary>Where a card names no colour, classes are spread over a colormap in their order.</summary>
        private ScaleClass ClassOf(OutputCard output, int index)
        {
            var code = _codes[index];
            var color = PackedColor.TryParse(output.Color, out var given) ? given : Colormaps.Default.At((index + 0.5) / _codes.Length);
            return new ScaleClass(code, color, output.Label ?? output.Name ?? code.ToString(CultureInfo.InvariantCulture));
        }
    }
}
