namespace GeoCore.Encoding.Networks;

/// <summary>Form and size of a network.</summary>
/// <param name="Name"><c>siren</c>, <c>fcnet</c> or <c>linear</c>.</param>
/// <param name="Inputs">Features of a place.</param>
/// <param name="Hidden">Neurons of a hidden layer; not looked at by <c>linear</c>.</param>
/// <param name="Layers">Sine layers of a <c>siren</c>; not looked at by the others.</param>
/// <param name="Outputs">Logits.</param>
/// <param name="OmegaFirst">Frequency factor of the first sine layer.</param>
/// <param name="Omega">Frequency factor of the other sine layers.</param>
public sealed record NetworkShape(string Name, int Inputs, int Hidden, int Layers, int Outputs, double OmegaFirst = 30, double Omega = 1)
{
    /// <summary>The sinusoidal network.</summary>
    public const string Siren = "siren";

    /// <summary>The residual network of geographic priors.</summary>
    public const string FcNet = "fcnet";

    /// <summary>One linear layer.</summary>
    public const string Linear = "linear";

    private const int MaximumWidth = 1 << 24;
    private const int MaximumWeights = 1 << 28;

    /// <summary>What is wrong with the numbers, as the end of a sentence; null if nothing is.</summary>
    internal string? Fault => this switch
    {
        { Name: not (Siren or FcNet or Linear) } => $"has the unknown name '{Name}'",
        { Inputs: < 1 or > MaximumWidth } => $"has {Inputs} inputs",
        { Outputs: < 1 or > MaximumWidth } => $"has {Outputs} outputs",
        { Name: not Linear, Hidden: < 1 or > MaximumWidth } => $"has a hidden width of {Hidden}",
        { Name: Siren, Layers: < 1 or > 1024 } => $"has {Layers} layers",
        { Name: Siren } when !double.IsFinite(OmegaFirst) || !double.IsFinite(Omega) => "has a frequency factor that is not finite",
        _ when NetworkTensors.Of(this).Sum(tensor => (double)tensor.Outputs * Math.Max(tensor.Inputs, 1)) > MaximumWeights => "has too many weights",
        _ => null,
    };
}
