using GeoCore.Encoding.Kernels;
using GeoCore.Encoding.Networks;

namespace GeoCore.Encoding.Lattice;

/// <summary>Packs pixels of many rows into full panels between the first layer, whose weights differ from row to row, and the others.</summary>
internal sealed unsafe class LaneStream
{
    private const int Together = Panel.Places * Panel.PanelsTogether;
    private readonly LocationEncoder _encoder;
    private readonly SeparableLayer _layer;
    private readonly ColumnTable _table;
    private readonly Memory<float> _logits;
    private readonly EncoderWorkspace _workspace;
    private readonly AlignedBuffer<float> _columns;
    private readonly AlignedBuffer<float> _results;
    private readonly int _neurons;
    private int _filled;
    private int _written;

    /// <summary>Begins a stream.</summary>
    /// <param name="encoder">The encoder.</param>
    /// <param name="layer">Its first layer.</param>
    /// <param name="table">Columns of all pixels to come.</param>
    /// <param name="logits">Receives logits.</param>
    /// <param name="first">Pixel of the logits at which this stream begins.</param>
    public LaneStream(LocationEncoder encoder, SeparableLayer layer, ColumnTable table, Memory<float> logits, int first)
    {
        (_encoder, _layer, _table, _logits, _written) = (encoder, layer, table, logits, first);
        _workspace = encoder.RentWorkspace();
        _neurons = Panel.Padded(encoder.Network.First.Outputs);
        _columns = new AlignedBuffer<float>(layer.ColumnLength);
        _results = new AlignedBuffer<float>(_neurons * Panel.Places);
    }

    /// <summary>Takes the pixels of up to 8 rows.</summary>
    public void Add(ReadOnlySpan<RowRun> rows, LatticePlaces places, ReadOnlySpan<int> positions, int width)
    {
        Span<double> latitudes = stackalloc double[SeparableLayer.RowsTogether];
        for (var i = 0; i < rows.Length; i++)
        {
            latitudes[i] = places.Latitude(rows[i].Row);
        }

        var sums = _workspace.Rows(SeparableLayer.RowsTogether * _layer.RowLength);
        _layer.FillRows(latitudes[..rows.Length], _workspace.Features(_layer.LegendreLength), sums.Pointer);
        for (var i = 0; i < rows.Length; i++)
        {
            var row = positions.Slice(rows[i].First, rows[i].Count);
            for (var first = 0; first < row.Length; first += Panel.Places)
            {
                var chunk = row.Slice(first, Math.Min(Panel.Places, row.Length - first));
                for (var lane = 0; lane < chunk.Length; lane++)
                {
                    _table.CopyTo(chunk[lane] % width, _columns.Span[lane..]);
                }

                _layer.Apply(sums.Pointer + (i * _layer.RowLength), _columns.Pointer, _results.Pointer);
                Append(chunk.Length);
            }
        }
    }

    /// <summary>Evaluates what is left and gives the workspace back.</summary>
    public void Finish()
    {
        Flush();
        _encoder.ReturnWorkspace(_workspace);
    }

    private void Append(int count)
    {
        for (var taken = 0; taken < count;)
        {
            var (panel, lane) = Math.DivRem(_filled, Panel.Places);
            var lanes = Math.Min(count - taken, Panel.Places - lane);
            float* source = _results.Pointer + taken, target = _workspace.Current + (panel * _workspace.PanelStride) + lane;
            for (var neuron = 0; neuron < _neurons; neuron++)
            {
                new ReadOnlySpan<float>(source + (neuron * Panel.Places), lanes).CopyTo(new Span<float>(target + (neuron * Panel.Places), lanes));
            }

            taken += lanes;
            _filled += lanes;
            if (_filled == Together)
                Flush();
        }
    }

    private void Flush()
    {
        if (_filled == 0)
            return;
        _encoder.Network.Continue(_workspace, Panel.Count(_filled));
        var outputs = _encoder.OutputCount;
        _workspace.CopyLogits(outputs, 0, _logits.Span.Slice(_written * outputs, _filled * outputs));
        _written += _filled;
        _filled = 0;
    }
}
