namespace Learners.Torch.Networks;

/// <summary>Size and frequencies of a sinusoidal representation network.</summary>
/// <param name="Inputs">Features of one place, at least 1.</param>
/// <param name="HiddenWidth">Neurons of a sine layer, at least 1.</param>
/// <param name="Layers">Sine layers, at least 1; one linear layer follows.</param>
/// <param name="Outputs">Logits, at least 1.</param>
/// <param name="Omega0">Frequency factor of the first sine layer.</param>
/// <param name="Omega">Frequency factor of the other sine layers.</param>
public sealed record SirenShape(int Inputs, int HiddenWidth, int Layers, int Outputs, double Omega0 = 30, double Omega = 1);
