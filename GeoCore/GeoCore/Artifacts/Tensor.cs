namespace GeoCore.Artifacts;

/// <summary>A tensor to be written.</summary>
/// <param name="Name">Name, as in the network's state dictionary; not empty.</param>
/// <param name="Shape">Sizes, slowest first.</param>
/// <param name="Values">Numbers, as many as the product of the sizes, last index fastest.</param>
public sealed record Tensor(string Name, IReadOnlyList<long> Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>How it is stored; null as the others of its file.</summary>
    public TensorType? Type { get; init; }
}
