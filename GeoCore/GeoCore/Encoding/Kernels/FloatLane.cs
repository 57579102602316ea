using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Kernels;

/// <summary>One float at a time: the scalar twin, with the same bits as the vectors where the processor fuses multiply and add.</summary>
internal readonly unsafe struct FloatLane : IFloatLanes<float>
{
    /// <inheritdoc/>
    public static int Count
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 1;
    }

    /// <inheritdoc/>
    public static float Load(float* source) => *source;

    /// <inheritdoc/>
    public static void Store(float* destination, float value) => *destination = value;

    /// <inheritdoc/>
    public static float Broadcast(float value) => value;

    /// <inheritdoc/>
    public static float Add(float a, float b) => a + b;

    /// <inheritdoc/>
    public static float Subtract(float a, float b) => a - b;

    /// <inheritdoc/>
    public static float Multiply(float a, float b) => a * b;

    /// <inheritdoc/>
    public static float MultiplyAdd(float a, float b, float c) => float.MultiplyAddEstimate(a, b, c);

    /// <inheritdoc/>
    public static float Max(float a, float b) => MathF.Max(a, b);

    /// <inheritdoc/>
    public static float NegateWhereOdd(float value, float pattern) =>
        BitConverter.UInt32BitsToSingle(BitConverter.SingleToUInt32Bits(value) ^ (BitConverter.SingleToUInt32Bits(pattern) << 31));
}
