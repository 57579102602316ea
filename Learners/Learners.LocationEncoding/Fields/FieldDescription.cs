using GeoCore.Encoding;

namespace Learners.LocationEncoding.Fields;

/// <summary>One output of a trained network: a class, a probability or a quantity.</summary>
/// <param name="Name">Short name, such as the letters of a climate class.</param>
/// <param name="Label">For a legend.</param>
/// <param name="Value">Class code of the source.</param>
/// <param name="Color">As <c>#rrggbb</c>; null for a quantity, which has a colormap.</param>
public sealed record FieldOutput(string Name, string Label, int Value, string? Color)
{
    /// <summary>Unit of a quantity.</summary>
    public string? Unit { get; init; }

    /// <summary>Quantity = what the network learnt × Factor + Offset.</summary>
    public double Factor { get; init; } = 1;

    /// <summary>See <see cref="Factor"/>.</summary>
    public double Offset { get; init; }
}

/// <summary>What is learnt, in the words that stand on the published card.</summary>
/// <param name="Id">Layer id.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">What the layer says and does not say.</param>
/// <param name="Outputs">One for a probability, else one per class in the order of the network's outputs.</param>
/// <param name="Source">Where the labels come from.</param>
/// <param name="Licence">Of the labels.</param>
/// <param name="Attribution">To be shown on the map.</param>
public sealed record FieldDescription(
    string Id, string Title, string Description, IReadOnlyList<FieldOutput> Outputs, string Source, string Licence, string Attribution)
{
    /// <summary>What the outputs mean: one is a probability, several are classes, unless the field says otherwise.</summary>
    public OutputKind Kind { get; init; } = Outputs.Count == 1 ? OutputKind.Binary : OutputKind.Categorical;
}
