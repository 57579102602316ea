namespace GeoCore.Artifacts.TorchFiles;

/// <summary>Numbers that tensors share.</summary>
/// <param name="Key">Name of their entry.</param>
/// <param name="Type">Number format.</param>
/// <param name="Count">How many there are.</param>
internal sealed record PickledStorage(string Key, TensorType Type, long Count);

/// <summary>A tensor as a window into a storage.</summary>
/// <param name="Storage">The numbers.</param>
/// <param name="Offset">Of the first, in numbers.</param>
/// <param name="Shape">Sizes, slowest first; empty for a single number.</param>
/// <param name="Strides">Numbers from one index to the next, as many.</param>
internal sealed record PickledTensor(PickledStorage Storage, long Offset, long[] Shape, long[] Strides)
{
    private const int MostDimensions = 8;

    /// <summary>What does not fit, or null: every number lies in the storage, and there are no more than the storage has.</summary>
    public string? Fault
    {
        get
        {
            if (Shape.Length != Strides.Length || Shape.Length > MostDimensions || Offset < 0 || Shape.Any(static size => size < 0) || Strides.Any(static stride => stride < 0))
                return "has sizes and strides that do not fit";
            if (Shape.Contains(0))
                return null;
            Int128 count = 1, last = Offset;
            for (var i = 0; i < Shape.Length; i++)
            {
                count *= Shape[i];
                last += (Int128)(Shape[i] - 1) * Strides[i];
                if (count > Storage.Count)
                    break;
            }

            return count > Storage.Count || last >= Storage.Count ? "is larger than its storage" : null;
        }
    }

    /// <summary>Where its numbers stand in the storage, the last index fastest.</summary>
    public IEnumerable<long> Positions()
    {
        if (Shape.Contains(0))
            yield break;
        var index = new long[Shape.Length];
        var position = Offset;
        while (true)
        {
            yield return position;
            var axis = Shape.Length - 1;
            for (; axis >= 0 && ++index[axis] == Shape[axis]; axis--)
            {
                index[axis] = 0;
                position -= (Shape[axis] - 1) * Strides[axis];
            }

            if (axis < 0)
                yield break;
            position += Strides[axis];
        }
    }
}
