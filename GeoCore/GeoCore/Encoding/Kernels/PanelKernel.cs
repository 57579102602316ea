using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Kernels;

/// <summary>Weights times features with bias, the sums held in registers from the first input to the last.</summary>
/// <remarks>No method is called while sums are in registers: the just-in-time compiler would write each of them to memory in every turn of the
/// loop. Activations follow in <see cref="PanelActivation{T, TLanes}"/>, while the sums are in the first-level cache.</remarks>
/// <typeparam name="T">A vector of floats, or a float.</typeparam>
/// <typeparam name="TLanes">Its operations.</typeparam>
internal static unsafe class PanelKernel<T, TLanes>
    where T : struct
    where TLanes : struct, IFloatLanes<T>
{
    /// <summary>Eight neurons by two vectors: sixteen sums, for processors with 32 registers of 16 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(in PanelOperands o, float* sums)
    {
        float* w = o.Weights, low = o.Low, high = o.High, bias = o.Bias;
        nint weightStride = o.WeightStride, featureStride = o.FeatureStride;
        T a0 = TLanes.Broadcast(bias[0]), a1 = TLanes.Broadcast(bias[1]), a2 = TLanes.Broadcast(bias[2]), a3 = TLanes.Broadcast(bias[3]);
        T a4 = TLanes.Broadcast(bias[4]), a5 = TLanes.Broadcast(bias[5]), a6 = TLanes.Broadcast(bias[6]), a7 = TLanes.Broadcast(bias[7]);
        T b0 = a0, b1 = a1, b2 = a2, b3 = a3, b4 = a4, b5 = a5, b6 = a6, b7 = a7;
        for (var k = o.Inputs; k > 0; k--)
        {
            T x = TLanes.Load(low), y = TLanes.Load(high);
            var weight = TLanes.Broadcast(w[0]);
            a0 = TLanes.MultiplyAdd(weight, x, a0);
            b0 = TLanes.MultiplyAdd(weight, y, b0);
            weight = TLanes.Broadcast(w[1]);
            a1 = TLanes.MultiplyAdd(weight, x, a1);
            b1 = TLanes.MultiplyAdd(weight, y, b1);
            weight = TLanes.Broadcast(w[2]);
            a2 = TLanes.MultiplyAdd(weight, x, a2);
            b2 = TLanes.MultiplyAdd(weight, y, b2);
            weight = TLanes.Broadcast(w[3]);
            a3 = TLanes.MultiplyAdd(weight, x, a3);
            b3 = TLanes.MultiplyAdd(weight, y, b3);
            weight = TLanes.Broadcast(w[4]);
            a4 = TLanes.MultiplyAdd(weight, x, a4);
            b4 = TLanes.MultiplyAdd(weight, y, b4);
            weight = TLanes.Broadcast(w[5]);
            a5 = TLanes.MultiplyAdd(weight, x, a5);
            b5 = TLanes.MultiplyAdd(weight, y, b5);
            weight = TLanes.Broadcast(w[6]);
            a6 = TLanes.MultiplyAdd(weight, x, a6);
            b6 = TLanes.MultiplyAdd(weight, y, b6);
            weight = TLanes.Broadcast(w[7]);
            a7 = TLanes.MultiplyAdd(weight, x, a7);
            b7 = TLanes.MultiplyAdd(weight, y, b7);
            w += weightStride;
            low += featureStride;
            high += featureStride;
        }

        Store(sums, a0, b0, Panel.Half);
        Store(sums + Panel.Places, a1, b1, Panel.Half);
        Store(sums + (2 * Panel.Places), a2, b2, Panel.Half);
        Store(sums + (3 * Panel.Places), a3, b3, Panel.Half);
        Store(sums + (4 * Panel.Places), a4, b4, Panel.Half);
        Store(sums + (5 * Panel.Places), a5, b5, Panel.Half);
        Store(sums + (6 * Panel.Places), a6, b6, Panel.Half);
        Store(sums + (7 * Panel.Places), a7, b7, Panel.Half);
    }

    /// <summary>The same panel in pieces of four neurons by two vectors: eight sums, for processors with 16 registers, and one by one.</summary>
    public static void Narrow(in PanelOperands o, float* sums)
    {
        for (var lane = 0; lane < Panel.Places; lane += 2 * TLanes.Count)
        {
            var features = lane < Panel.Half ? o.Low + lane : o.High + lane - Panel.Half;
            for (var neuron = 0; neuron < Panel.Neurons; neuron += 4)
            {
                Piece(o, o.Weights + neuron, features, o.Bias + neuron, sums + (neuron * Panel.Places) + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Piece(in PanelOperands o, float* w, float* features, float* bias, float* sums)
    {
        nint weightStride = o.WeightStride, featureStride = o.FeatureStride;
        T a0 = TLanes.Broadcast(bias[0]), a1 = TLanes.Broadcast(bias[1]), a2 = TLanes.Broadcast(bias[2]), a3 = TLanes.Broadcast(bias[3]);
        T b0 = a0, b1 = a1, b2 = a2, b3 = a3;
        for (var k = o.Inputs; k > 0; k--)
        {
            T x = TLanes.Load(features), y = TLanes.Load(features + TLanes.Count);
            var weight = TLanes.Broadcast(w[0]);
            a0 = TLanes.MultiplyAdd(weight, x, a0);
            b0 = TLanes.MultiplyAdd(weight, y, b0);
            weight = TLanes.Broadcast(w[1]);
            a1 = TLanes.MultiplyAdd(weight, x, a1);
            b1 = TLanes.MultiplyAdd(weight, y, b1);
            weight = TLanes.Broadcast(w[2]);
            a2 = TLanes.MultiplyAdd(weight, x, a2);
            b2 = TLanes.MultiplyAdd(weight, y, b2);
            weight = TLanes.Broadcast(w[3]);
            a3 = TLanes.MultiplyAdd(weight, x, a3);
            b3 = TLanes.MultiplyAdd(weight, y, b3);
            w += weightStride;
            features += featureStride;
        }

        Store(sums, a0, b0, TLanes.Count);
        Store(sums + Panel.Places, a1, b1, TLanes.Count);
        Store(sums + (2 * Panel.Places), a2, b2, TLanes.Count);
        Store(sums + (3 * Panel.Places), a3, b3, TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* sums, T a, T b, int second)
    {
        TLanes.Store(sums, a);
        TLanes.Store(sums + second, b);
    }
}
