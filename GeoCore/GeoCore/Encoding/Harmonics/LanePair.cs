using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Harmonics;

/// <summary>Two vectors' worth of a block's places, in registers.</summary>
/// <typeparam name="TDouble">A vector of doubles.</typeparam>
/// <typeparam name="TFloat">The vector of floats of the same width.</typeparam>
/// <typeparam name="TLanes">Their operations.</typeparam>
/// <param name="places">The first lane within a block of <see cref="PlaceBlock"/>.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
internal readonly unsafe struct LanePair<TDouble, TFloat, TLanes>(double* places)
    where TDouble : struct
    where TFloat : struct
    where TLanes : struct, ILanes<TDouble, TFloat>
{
    /// <summary>sin |φ|.</summary>
    public readonly TDouble Z0 = TLanes.Load(places), Z1 = TLanes.Load(places + TLanes.Count);

    /// <summary>−2(1 − sin |φ|).</summary>
    public readonly TDouble Fall0 = TLanes.Load(places + PlaceBlock.Lanes), Fall1 = TLanes.Load(places + PlaceBlock.Lanes + TLanes.Count);

    /// <summary>cos φ.</summary>
    public readonly TDouble R0 = TLanes.Load(places + (2 * PlaceBlock.Lanes)), R1 = TLanes.Load(places + (2 * PlaceBlock.Lanes) + TLanes.Count);

    /// <summary>1 in the north, −1 in the south.</summary>
    public readonly TDouble Hemisphere0 = TLanes.Load(places + (3 * PlaceBlock.Lanes)), Hemisphere1 = TLanes.Load(places + (3 * PlaceBlock.Lanes) + TLanes.Count);

    /// <summary>cos λ.</summary>
    public readonly TDouble Cos0 = TLanes.Load(places + (4 * PlaceBlock.Lanes)), Cos1 = TLanes.Load(places + (4 * PlaceBlock.Lanes) + TLanes.Count);

    /// <summary>sin λ.</summary>
    public readonly TDouble Sin0 = TLanes.Load(places + (5 * PlaceBlock.Lanes)), Sin1 = TLanes.Load(places + (5 * PlaceBlock.Lanes) + TLanes.Count);
}
