namespace GeoCore.Artifacts;

/// <summary>Where a tensor stands in a file.</summary>
/// <param name="Name">Name, as in the network's state dictionary.</param>
/// <param name="Type">Number format.</param>
/// <param name="Shape">Sizes, slowest first; empty for a single number.</param>
/// <param name="Start">First byte, counted from the end of the header.</param>
/// <param name="Length">Bytes.</param>
public sealed record TensorEntry(string Name, TensorType Type, IReadOnlyList<long> Shape, long Start, long Length)
{
    /// <summary>Numbers in the tensor.</summary>
    public long Count => Length / Type.Size();
}
