using GeoCore.Encoding.Posterior;

namespace GeoCore.Artifacts;

/// <summary>A posterior as a file of tensors: <c>factor</c> [D, D] and, where there are several logits, <c>classes</c> [K, K].</summary>
internal static class PosteriorFile
{
    private const string FactorName = "factor";
    private const string ClassesName = "classes";

    /// <summary>The content of the file, in single precision.</summary>
    public static byte[] Write(LastLayerPosterior posterior)
    {
        var tensors = new List<Tensor> { Square(FactorName, posterior.Weights, posterior.Factor) };
        if (posterior.Outputs > 1)
            tensors.Add(Square(ClassesName, posterior.Outputs, posterior.Classes));
        return SafetensorsWriter.Write(tensors);
    }

    /// <summary>Reads the content of the file.</summary>
    /// <exception cref="ArtifactException">A tensor is missing, of another shape, or holds a number that is not finite; the message names it.</exception>
    public static LastLayerPosterior Parse(ReadOnlyMemory<byte> content, ArtifactCard card)
    {
        var file = Safetensors.Parse(content, ArtifactFolder.Posterior);
        var outputs = card.Network.Outputs;
        if (file.Entries.FirstOrDefault(entry => entry.Name != FactorName && (outputs == 1 || entry.Name != ClassesName)) is { } stranger)
            throw new ArtifactException($"{ArtifactFolder.Posterior}: tensor '{stranger.Name}' is unknown to a posterior of {outputs} logits.");
        var weights = file.Find(FactorName).Shape is [var rows, _] && rows <= LastLayerPosterior.MaximumWeights ? rows : 0;
        try
        {
            return new LastLayerPosterior(
                (int)weights,
                file.Doubles(FactorName, weights, weights),
                outputs,
                outputs == 1 ? [1] : file.Doubles(ClassesName, outputs, outputs));
        }
        catch (ArgumentException fault)
        {
            throw new ArtifactException($"{ArtifactFolder.Posterior}: {fault.Message}", fault);
        }
    }

    private static Tensor Square(string name, int size, IReadOnlyList<double> values) => new(name, [size, size], values.Select(value => (float)value).ToArray());
}
