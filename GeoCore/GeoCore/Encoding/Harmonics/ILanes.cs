namespace GeoCore.Encoding.Harmonics;

/// <summary>The few vector operations of the kernels, so that one text serves every register width.</summary>
/// <typeparam name="TDouble">A vector of doubles.</typeparam>
/// <typeparam name="TFloat">The vector of floats of the same width, twice as many lanes.</typeparam>
internal unsafe interface ILanes<TDouble, TFloat>
    where TDouble : struct
    where TFloat : struct
{
    /// <summary>Doubles in a vector.</summary>
    static abstract int Count { get; }

    /// <summary>The vector at an address.</summary>
    static abstract TDouble Load(double* source);

    /// <summary>One value in all lanes.</summary>
    static abstract TDouble Broadcast(double value);

    /// <summary>One value in all lanes.</summary>
    static abstract TFloat Broadcast(float value);

    /// <summary>a + b.</summary>
    static abstract TDouble Add(TDouble a, TDouble b);

    /// <summary>a · b.</summary>
    static abstract TDouble Multiply(TDouble a, TDouble b);

    /// <summary>a · b.</summary>
    static abstract TFloat Multiply(TFloat a, TFloat b);

    /// <summary>a · b + c, fused where the processor fuses.</summary>
    static abstract TDouble MultiplyAdd(TDouble a, TDouble b, TDouble c);

    /// <summary>Two vectors of doubles rounded into one of floats.</summary>
    static abstract TFloat Narrow(TDouble low, TDouble high);

    /// <summary>Writes the lanes.</summary>
    static abstract void Store(double* destination, TDouble value);

    /// <summary>Writes the lanes.</summary>
    static abstract void Store(float* destination, TFloat value);
}
