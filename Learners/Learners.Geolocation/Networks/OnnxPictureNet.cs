using System.Globalization;
using GeoCore.Artifacts.Onnx;

namespace Learners.Geolocation.Networks;

/// <summary>The picture network as an ONNX file.</summary>
internal static class OnnxPictureNet
{
    /// <summary>Name of the output.</summary>
    internal const string Output = "embedding";

    /// <summary>Writes the network with its normalisations folded into its convolutions, weights in half precision.</summary>
    /// <param name="network">Trained.</param>
    /// <param name="side">Pixels of a row and of a column of its input.</param>
    internal static byte[] Write(PictureNet network, int side)
    {
        var graph = new OnnxGraph("geolocator");
        var x = graph.Input("picture", OnnxType.Float32, 1, 3, side, side);
        for (var layer = 0; layer < network.Layers; layer++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"layer{layer}");
            var (weights, offsets) = network.Folded(layer);
            int[] channels = network.Channels;
            var weight = graph.Weights(name + ".weight", [channels[layer + 1], channels[layer], 3, 3], weights, isHalf: true);
            var offset = graph.Weights(name + ".bias", [channels[layer + 1]], offsets);
            var stride = (long)PictureNet.StrideOf(layer);
            var convolved = graph.Node(
                "Conv", name + ".convolved", [x, weight, offset],
                OnnxSetting.Of("kernel_shape", 3L, 3L), OnnxSetting.Of("strides", stride, stride), OnnxSetting.Of("pads", 1L, 1L, 1L, 1L));
            x = graph.Node("Relu", name + ".rectified", [convolved]);
        }

        graph.Node("ReduceMean", Output, [x], OnnxSetting.Of("axes", 2L, 3L), OnnxSetting.Of("keepdims", 0L));
        graph.Output(Output, OnnxType.Float32, 1, network.Width);
        return graph.ToBytes();
    }
}
