using GeoCore.Encoding.Harmonics;
using GeoCore.Encoding.Kernels;

namespace GeoCore.Encoding.Networks;

/// <summary>The first layer on a grid: it is linear in the harmonics, so a row sums it over degrees once, and the columns only meet 2L − 1 sums.</summary>
/// <remarks>
/// Σ w(ℓ,m) Y(ℓ,m) = Σ_m A_m cos mλ + B_m sin mλ with A_m = Σ_ℓ w(ℓ,m) T(ℓ,m) and B_m = Σ_ℓ w(ℓ,−m) T(ℓ,m), where T is the Legendre table
/// of the row. The row stage is one product per order and sign; its results are the weights of the column stage.
/// </remarks>
internal sealed unsafe class SeparableLayer
{
    /// <summary>Rows whose sums are made together.</summary>
    public const int RowsTogether = Panel.Neurons;

    private readonly SphericalHarmonics _harmonics;
    private readonly DenseLayer _layer;
    private readonly AlignedBuffer<float> _weights;
    private readonly AlignedBuffer<float> _zero = new(Panel.Places);
    private readonly int _neuronPanels;

    /// <summary>Sorts the weights by order.</summary>
    public SeparableLayer(SphericalHarmonics harmonics, DenseLayer layer)
    {
        (_harmonics, _layer) = (harmonics, layer);
        _neuronPanels = Panel.Count(layer.Outputs);
        _weights = new AlignedBuffer<float>(checked(_neuronPanels * Panel.Places * harmonics.Dimension));
        var next = 0;
        for (var sum = 0; sum < Sums; sum++)
        {
            for (var panel = 0; panel < _neuronPanels; panel++)
            {
                for (var l = Order(sum); l < harmonics.Degrees; l++, next += Panel.Places)
                {
                    Gather(SphericalHarmonics.Index(l, sum < harmonics.Degrees ? Order(sum) : -Order(sum)), panel, _weights.Span.Slice(next, Panel.Places));
                }
            }
        }
    }

    /// <summary>Sums of a row and neuron, 2L − 1: cosines of orders 0 to L − 1, then sines of orders 1 to L − 1.</summary>
    public int Sums => (2 * _harmonics.Degrees) - 1;

    /// <summary>Values of the column table of 32 columns.</summary>
    public int ColumnLength => Sums * Panel.Places;

    /// <summary>Values of the sums of one row: panels of 8 neurons, [sums, 8] each.</summary>
    public int RowLength => _layer.Packed.PanelCount * Sums * Panel.Neurons;

    /// <summary>Values of the Legendre table of 16 rows.</summary>
    public int LegendreLength => _harmonics.LegendreLength * SphericalHarmonics.BlockPoints;

    /// <summary>The table of columns: cos mλ and sin mλ in panels of 32, [sums, 32] each.</summary>
    /// <param name="longitudes">Degrees.</param>
    /// <param name="table">Receives <see cref="ColumnLength"/> per begun 32 columns; unused lanes repeat the last column.</param>
    public void FillColumns(ReadOnlySpan<double> longitudes, Span<float> table)
    {
        var (degrees, columns) = (_harmonics.Degrees, longitudes.Length);
        var azimuth = System.Buffers.ArrayPool<float>.Shared.Rent(2 * degrees * columns);
        Span<float> cos = azimuth.AsSpan(0, degrees * columns), sin = azimuth.AsSpan(degrees * columns, degrees * columns);
        _harmonics.FillAzimuth(longitudes, cos, sin);
        for (var panel = 0; panel < Panel.Count(columns); panel++)
        {
            for (var sum = 0; sum < Sums; sum++)
            {
                var source = (sum < degrees ? cos : sin).Slice(Order(sum) * columns, columns);
                var target = table.Slice((panel * ColumnLength) + (sum * Panel.Places), Panel.Places);
                for (var lane = 0; lane < Panel.Places; lane++)
                {
                    target[lane] = source[Math.Min((panel * Panel.Places) + lane, columns - 1)];
                }
            }
        }

        System.Buffers.ArrayPool<float>.Shared.Return(azimuth);
    }

    /// <summary>Sums of up to 8 rows.</summary>
    /// <param name="latitudes">1 to 8, degrees.</param>
    /// <param name="legendre">Working space of <see cref="LegendreLength"/>.</param>
    /// <param name="sums">Receives <see cref="RowLength"/> for each of 8 rows; the rest repeats the last row.</param>
    public void FillRows(ReadOnlySpan<double> latitudes, AlignedBuffer<float> legendre, float* sums)
    {
        _harmonics.FillLegendreBlock(latitudes, legendre.Span);
        var scratch = stackalloc float[Panel.Neurons * Panel.Places];
        var operands = new PanelOperands
        {
            WeightStride = SphericalHarmonics.BlockPoints,
            FeatureStride = Panel.Places,
            Bias = _zero.Pointer,
            Activation = Activation.Identity,
            Results = scratch,
        };
        var weights = _weights.Pointer;
        for (var sum = 0; sum < Sums; sum++)
        {
            operands.Inputs = _harmonics.Degrees - Order(sum);
            operands.Weights = legendre.Pointer + (_harmonics.LegendreOffset(Order(sum)) * SphericalHarmonics.BlockPoints);
            for (var panel = 0; panel < _neuronPanels; panel++)
            {
                operands.Low = weights;
                operands.High = weights + Panel.Half;
                PanelProduct.Compute(operands);
                Scatter(scratch, panel, sums + (sum * Panel.Neurons));
                weights += operands.Inputs * Panel.Places;
            }
        }

        GC.KeepAlive(this);
    }

    /// <summary>Outputs of the layer at 32 places of one row.</summary>
    /// <param name="row">Sums of the row.</param>
    /// <param name="columns">[sums, 32].</param>
    /// <param name="results">Receives [outputs padded to 8, 32].</param>
    public void Apply(float* row, float* columns, float* results)
    {
        var operands = new PanelOperands
        {
            WeightStride = Panel.Neurons,
            Low = columns,
            High = columns + Panel.Half,
            FeatureStride = Panel.Places,
            Inputs = Sums,
            Activation = _layer.Activation,
        };
        for (var neurons = 0; neurons < _layer.Packed.PanelCount; neurons++)
        {
            operands.Weights = row + (neurons * Sums * Panel.Neurons);
            operands.Bias = _layer.Packed.Biases(neurons);
            operands.Results = results + (neurons * Panel.Neurons * Panel.Places);
            PanelProduct.Compute(operands);
        }

        GC.KeepAlive(_layer);
    }

    private int Order(int sum) => sum < _harmonics.Degrees ? sum : sum - _harmonics.Degrees + 1;

    private void Gather(int feature, int panel, Span<float> lanes)
    {
        for (var lane = 0; lane < Panel.Places; lane++)
        {
            var neuron = (panel * Panel.Places) + lane;
            lanes[lane] = neuron < _layer.Outputs ? (float)_layer.Weight(neuron, feature) : 0;
        }
    }

    /// <summary>[8 rows, 32 neurons] into the rows' panels of 8 neurons.</summary>
    private void Scatter(float* block, int panel, float* sums)
    {
        const int split = Panel.Places / Panel.Neurons;
        var first = panel * split;
        var count = Math.Min(split, _layer.Packed.PanelCount - first);
        for (var row = 0; row < RowsTogether; row++)
        {
            var target = sums + ((nint)row * RowLength) + (first * Sums * Panel.Neurons);
            for (var part = 0; part < count; part++)
            {
                new ReadOnlySpan<float>(block + (row * Panel.Places) + (part * Panel.Neurons), Panel.Neurons)
                    .CopyTo(new Span<float>(target + (part * Sums * Panel.Neurons), Panel.Neurons));
            }
        }
    }
}
