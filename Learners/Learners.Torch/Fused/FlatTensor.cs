using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Torch.Fused;

/// <summary>Tensors whose numbers our loops may touch where they lie.</summary>
internal static class FlatTensor
{
    /// <summary>Elements that one thread takes at a time; sums of such pieces do not depend on the number of threads.</summary>
    public const int Piece = 64 * 1024;

    /// <summary>Whether a tensor is float32, on the CPU and without gaps.</summary>
    public static bool IsFlat(Tensor tensor) =>
        tensor is { device_type: DeviceType.CPU, dtype: ScalarType.Float32, is_sparse: false } && tensor.is_contiguous();

    /// <summary>The numbers of a flat tensor.</summary>
    public static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    /// <summary>Pieces of so many elements.</summary>
    public static int Pieces(long count) => (int)((count + Piece - 1) / Piece);

    /// <summary>One piece of some numbers.</summary>
    public static Span<float> Slice(Span<float> numbers, int piece) =>
        numbers.Slice(piece * Piece, Math.Min(Piece, numbers.Length - (piece * Piece)));
}
