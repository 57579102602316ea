namespace GeoCore.Artifacts;

/// <summary>Number formats of a tensor file.</summary>
public enum TensorType
{
    /// <summary>Half precision, <c>F16</c>.</summary>
    Float16,

    /// <summary>The upper half of single precision, <c>BF16</c>.</summary>
    BFloat16,

    /// <summary>Single precision, <c>F32</c>.</summary>
    Float32,

    /// <summary>Double precision, <c>F64</c>.</summary>
    Float64,

    /// <summary>Signed 32-bit integers, <c>I32</c>.</summary>
    Int32,

    /// <summary>Signed 64-bit integers, <c>I64</c>.</summary>
    Int64,
}

/// <summary>Names and sizes of the number formats.</summary>
internal static class TensorTypes
{
    /// <summary>Bytes of a number.</summary>
    public static int Size(this TensorType type) => type switch
    {
        TensorType.Float16 or TensorType.BFloat16 => 2,
        TensorType.Float32 or TensorType.Int32 => 4,
        _ => 8,
    };

    /// <summary>The name in a header.</summary>
    public static string WireName(this TensorType type) => type switch
    {
        TensorType.Float16 => "F16",
        TensorType.BFloat16 => "BF16",
        TensorType.Float32 => "F32",
        TensorType.Float64 => "F64",
        TensorType.Int32 => "I32",
        TensorType.Int64 => "I64",
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Unknown tensor type."),
    };

    /// <summary>The format of a name in a header.</summary>
    public static bool TryParse(string? name, out TensorType type)
    {
        foreach (var candidate in Enum.GetValues<TensorType>())
        {
            if (candidate.WireName() == name)
            {
                type = candidate;
                return true;
            }
        }

        type = default;
        return false;
    }
}
