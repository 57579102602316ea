namespace GeoCore.Encoding.Kernels;

/// <summary>The few vector operations of the network kernels, so that one text serves every register width and the scalar twin.</summary>
/// <typeparam name="T">A vector of floats, or a float.</typeparam>
internal unsafe interface IFloatLanes<T>
    where T : struct
{
    /// <summary>Floats in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The vector at an address.</summary>
    static abstract T Load(float* source);

    /// <summary>Writes the lanes.</summary>
    static abstract void Store(float* destination, T value);

    /// <summary>One value in all lanes.</summary>
    static abstract T Broadcast(float value);

    /// <summary>a + b.</summary>
    static abstract T Add(T a, T b);

    /// <summary>a − b.</summary>
    static abstract T Subtract(T a, T b);

    /// <summary>a · b.</summary>
    static abstract T Multiply(T a, T b);

    /// <summary>a · b + c, fused where the processor fuses.</summary>
    static abstract T MultiplyAdd(T a, T b, T c);

    /// <summary>The greater one.</summary>
    static abstract T Max(T a, T b);

    /// <summary>The value, negated where the lowest bit of the other's pattern is set.</summary>
    static abstract T NegateWhereOdd(T value, T pattern);
}
