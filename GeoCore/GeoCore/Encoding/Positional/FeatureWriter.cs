namespace GeoCore.Encoding.Positional;

/// <summary>Writes features one after the other, each once or twice.</summary>
/// <param name="features">Receives them.</param>
/// <param name="copies">1 or 2.</param>
internal ref struct FeatureWriter(Span<double> features, int copies)
{
    private readonly Span<double> _features = features;
    private int _next;

    /// <summary>The next feature.</summary>
    public void Add(double value)
    {
        for (var copy = 0; copy < copies; copy++)
        {
            _features[_next++] = value;
        }
    }
}
