using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Kernels;

/// <summary>Numbers that begin at a cache line and do not move, for blocks that kernels write with full-width stores.</summary>
/// <typeparam name="T">float or double.</typeparam>
public sealed unsafe class AlignedBuffer<T>
    where T : unmanaged
{
    private const int Line = 64;
    private readonly T[] _array;
    private readonly int _start;

    /// <summary>Reserves numbers, all zero.</summary>
    /// <param name="length">How many, 0 or more.</param>
    public AlignedBuffer(int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        _array = GC.AllocateArray<T>(checked(length + (Line / sizeof(T))), pinned: true);
        var address = (nuint)Unsafe.AsPointer(ref _array[0]);
        _start = (int)((Line - (address % Line)) % Line / (nuint)sizeof(T));
        Length = length;
    }

    /// <summary>How many numbers there are.</summary>
    public int Length { get; }

    /// <summary>The numbers.</summary>
    public Span<T> Span => _array.AsSpan(_start, Length);

    /// <summary>Where they begin; valid while this object is in use.</summary>
    internal T* Pointer => (T*)Unsafe.AsPointer(ref _array[0]) + _start;
}
