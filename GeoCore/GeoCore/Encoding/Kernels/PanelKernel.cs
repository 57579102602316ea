using System.Runtime.CompilerServices;

namespace GeoCore.Encoding.Kernels;

/// <summary>Weights times features with bias and activation, the sums held in registers from the first input to the last.</summary>
/// <typeparam name="T">A vector of floats, or a float.</typeparam>
/// <typeparam name="TLanes">Its operations.</typeparam>
internal static unsafe class PanelKernel<T, TLanes>
    where T : struct
    where TLanes : struct, IFloatLanes<T>
{
    /// <summary>Eight neurons by two vectors: sixteen sums, for processors with 32 registers of 16 floats.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Wide(in PanelOperands o)
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

        Finish(o.Activation, a0, b0, o.Results);
        Finish(o.Activation, a1, b1, o.Results + Panel.Places);
        Finish(o.Activation, a2, b2, o.Results + (2 * Panel.Places));
        Finish(o.Activation, a3, b3, o.Results + (3 * Panel.Places));
        Finish(o.Activation, a4, b4, o.Results + (4 * Panel.Places));
        Finish(o.Activation, a5, b5, o.Results + (5 * Panel.Places));
        Finish(o.Activation, a6, b6, o.Results + (6 * Panel.Places));
        Finish(o.Activation, a7, b7, o.Results + (7 * Panel.Places));
    }

    /// <summary>The same panel in pieces of four neurons by two vectors: eight sums, for processors with 16 registers, and one by one.</summary>
    public static void Narrow(in PanelOperands o)
    {
        for (var lane = 0; lane < Panel.Places; lane += 2 * TLanes.Count)
        {
            var features = lane < Panel.Half ? o.Low + lane : o.High + lane - Panel.Half;
            for (var neuron = 0; neuron < Panel.Neurons; neuron += 4)
            {
                Piece(o, o.Weights + neuron, features, o.Bias + neuron, o.Results + (neuron * Panel.Places) + lane);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Piece(in PanelOperands o, float* w, float* features, float* bias, float* results)
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

        Finish(o.Activation, a0, b0, results, TLanes.Count);
        Finish(o.Activation, a1, b1, results + Panel.Places, TLanes.Count);
        Finish(o.Activation, a2, b2, results + (2 * Panel.Places), TLanes.Count);
        Finish(o.Activation, a3, b3, results + (3 * Panel.Places), TLanes.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Activation activation, T a, T b, float* results) => Finish(activation, a, b, results, Panel.Half);

    private static void Finish(Activation activation, T a, T b, float* results, int second)
    {
        switch (activation)
        {
            case Activation.Sine:
                a = SineKernel<T, TLanes>.Sin(a);
                b = SineKernel<T, TLanes>.Sin(b);
                break;
            case Activation.Rectify:
                a = TLanes.Max(a, TLanes.Broadcast(0));
                b = TLanes.Max(b, TLanes.Broadcast(0));
                break;
            case Activation.AddRectified:
                a = TLanes.Add(TLanes.Load(results), TLanes.Max(a, TLanes.Broadcast(0)));
                b = TLanes.Add(TLanes.Load(results + second), TLanes.Max(b, TLanes.Broadcast(0)));
                break;
            default:
                break;
        }

        TLanes.Store(results, a);
        TLanes.Store(results + second, b);
    }
}
