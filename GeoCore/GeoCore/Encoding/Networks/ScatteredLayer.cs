using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Kernels;
using GeoCore.Encoding.Positional;

namespace GeoCore.Encoding.Networks;

/// <summary>The first layer at places anywhere: features are made for 32 places at a time and used while they are in the cache.</summary>
/// <param name="encoding">The positional encoding.</param>
/// <param name="layer">The first layer.</param>
internal sealed unsafe class ScatteredLayer(IPositionalEncoding encoding, DenseLayer layer)
{
    private const int PanelsTogether = 2;

    /// <summary>Outputs of the first layer.</summary>
    /// <param name="longitudes">Degrees; as many as <see cref="Panel.PanelsTogether"/> panels hold, or fewer.</param>
    /// <param name="latitudes">Degrees, as many.</param>
    /// <param name="workspace">Receives the outputs in <see cref="EncoderWorkspace.Current"/>.</param>
    public void Apply(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, EncoderWorkspace workspace)
    {
        var length = encoding.Dimension * Panel.Places;
        var rowMajor = encoding is SphericalHarmonics ? 0 : length;
        var features = workspace.Features((PanelsTogether * length) + rowMajor);
        var panels = Panel.Count(longitudes.Length);
        for (var first = 0; first < panels; first += PanelsTogether)
        {
            var count = Math.Min(PanelsTogether, panels - first);
            for (var panel = 0; panel < count; panel++)
            {
                var start = (first + panel) * Panel.Places;
                var places = Math.Min(Panel.Places, longitudes.Length - start);
                Encode(longitudes.Slice(start, places), latitudes.Slice(start, places), features.Span.Slice(panel * length, length), features.Span[(PanelsTogether * length)..]);
            }

            Multiply(features.Pointer, length, workspace, first, count);
        }
    }

    /// <summary>Two halves of 16 places, each [features, 16].</summary>
    private void Encode(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> halves, Span<float> rows)
    {
        for (var half = 0; half < 2; half++)
        {
            var block = halves.Slice(half * encoding.Dimension * Panel.Half, encoding.Dimension * Panel.Half);
            var start = Math.Min(half * Panel.Half, longitudes.Length - 1);
            var places = Math.Min(Panel.Half, longitudes.Length - start);
            if (encoding is SphericalHarmonics harmonics)
                harmonics.EvaluateBlock(longitudes.Slice(start, places), latitudes.Slice(start, places), block);
            else
                Transpose(longitudes.Slice(start, places), latitudes.Slice(start, places), block, rows);
        }
    }

    private void Transpose(ReadOnlySpan<double> longitudes, ReadOnlySpan<double> latitudes, Span<float> block, Span<float> rows)
    {
        var dimension = encoding.Dimension;
        rows = rows[..(longitudes.Length * dimension)];
        encoding.Encode(longitudes, latitudes, rows);
        for (var lane = 0; lane < Panel.Half; lane++)
        {
            var row = rows.Slice(Math.Min(lane, longitudes.Length - 1) * dimension, dimension);
            for (var k = 0; k < dimension; k++)
            {
                block[(k * Panel.Half) + lane] = row[k];
            }
        }
    }

    private void Multiply(float* features, int length, EncoderWorkspace workspace, int first, int count)
    {
        var operands = new PanelOperands
        {
            WeightStride = Panel.Neurons,
            FeatureStride = Panel.Half,
            Inputs = layer.Inputs,
            Activation = layer.Activation,
        };
        for (var neurons = 0; neurons < layer.Packed.PanelCount; neurons++)
        {
            operands.Weights = layer.Packed.Weights(neurons);
            operands.Bias = layer.Packed.Biases(neurons);
            for (var panel = 0; panel < count; panel++)
            {
                operands.Low = features + (panel * length);
                operands.High = operands.Low + (length / 2);
                operands.Results = workspace.Current + ((first + panel) * workspace.PanelStride) + (neurons * Panel.Neurons * Panel.Places);
                PanelProduct.Compute(operands);
            }
        }

        GC.KeepAlive(layer);
    }
}
