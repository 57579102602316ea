namespace Learners.LocationEncoding.Fields;

/// <summary>One output of a trained network: a class or a probability.</summary>
/// <param name="Name">Short name, such as the letters of a climate class.</param>
/// <param name="Label">For a legend.</param>
/// <param name="Value">Class code of the source.</param>
/// <param name="Color">As <c>#rrggbb</c>.</param>
public sealed record FieldOutput(string Name, string Label, int Value, string Color);

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
    /// <summary>Whether the network answers one logit for a probability.</summary>
    public bool IsBinary => Outputs.Count == 1;
}
