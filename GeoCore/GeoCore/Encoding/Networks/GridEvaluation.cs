using GeoCore.Encoding.Kernels;

namespace GeoCore.Encoding.Networks;

/// <summary>One grid on its way through an encoder, a few rows at a time.</summary>
internal sealed unsafe class GridEvaluation
{
    private readonly LocationEncoder _encoder;
    private readonly SeparableLayer? _layer;
    private readonly ReadOnlyMemory<double> _longitudes;
    private readonly ReadOnlyMemory<double> _latitudes;
    private readonly Memory<float> _logits;
    private readonly CancellationToken _cancellationToken;
    private readonly AlignedBuffer<float> _columns;

    /// <summary>Fills the table of columns.</summary>
    public GridEvaluation(
        LocationEncoder encoder, SeparableLayer? layer, ReadOnlyMemory<double> longitudes, ReadOnlyMemory<double> latitudes, Memory<float> logits, CancellationToken cancellationToken)
    {
        (_encoder, _layer) = (encoder, layer);
        (_longitudes, _latitudes, _logits, _cancellationToken) = (longitudes, latitudes, logits, cancellationToken);
        _columns = new AlignedBuffer<float>(layer is null ? 0 : Panel.Count(longitudes.Length) * layer.ColumnLength);
        layer?.FillColumns(longitudes.Span, _columns.Span);
    }

    /// <summary>Evaluates a group of <see cref="SeparableLayer.RowsTogether"/> rows.</summary>
    public void Rows(int group)
    {
        var first = group * SeparableLayer.RowsTogether;
        var count = Math.Min(SeparableLayer.RowsTogether, _latitudes.Length - first);
        if (_layer is null)
            Scattered(first, count);
        else
            Separable(_layer, first, count);
    }

    private Span<float> Row(int row)
    {
        var length = _longitudes.Length * _encoder.OutputCount;
        return _logits.Span.Slice(row * length, length);
    }

    private void Scattered(int first, int count)
    {
        var latitudes = new double[_longitudes.Length];
        for (var row = first; row < first + count; row++)
        {
            Array.Fill(latitudes, _latitudes.Span[row]);
            _encoder.Evaluate(_longitudes.Span, latitudes, Row(row), _cancellationToken);
        }
    }

    private void Separable(SeparableLayer layer, int first, int count)
    {
        var workspace = _encoder.RentWorkspace();
        var sums = workspace.Rows(SeparableLayer.RowsTogether * layer.RowLength);
        layer.FillRows(_latitudes.Span.Slice(first, count), workspace.Features(layer.LegendreLength), sums.Pointer);
        for (var row = 0; row < count; row++)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            Columns(layer, sums.Pointer + (row * layer.RowLength), workspace, Row(first + row));
        }

        _encoder.ReturnWorkspace(workspace);
    }

    private void Columns(SeparableLayer layer, float* sums, EncoderWorkspace workspace, Span<float> logits)
    {
        const int together = Panel.Places * Panel.PanelsTogether;
        for (var first = 0; first < _longitudes.Length; first += together)
        {
            var places = Math.Min(together, _longitudes.Length - first);
            var panels = Panel.Count(places);
            for (var panel = 0; panel < panels; panel++)
            {
                layer.Apply(sums, _columns.Pointer + ((nint)((first / Panel.Places) + panel) * layer.ColumnLength), workspace.Current + (panel * workspace.PanelStride));
            }

            _encoder.Network.Continue(workspace, panels);
            workspace.CopyLogits(_encoder.OutputCount, 0, logits.Slice(first * _encoder.OutputCount, places * _encoder.OutputCount));
        }
    }
}
