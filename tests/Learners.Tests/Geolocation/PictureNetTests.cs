using GeoCore.Imaging;
using GeoCore.Onnx;
using Learners.Geolocation;
using Learners.Geolocation.Networks;
using static TorchSharp.torch;

namespace Learners.Tests.Geolocation;

public class PictureNetTests
{
    private const int Side = 16;

    [Fact]
    public void The_exported_network_answers_as_the_trained_one_does()
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        using var network = new PictureNet(4, ScalarType.Float32, null);

        // a few pictures in training mode, so that what normalisation keeps is not what it began with
        network.train();
        for (var i = 0; i < 20; i++)
        {
            network.forward(randn(8, 3, Side, Side) + 0.5);
        }

        network.eval();
        var preparation = GeolocatorRun.PreparationOf(Side);
        using var exported = OnnxBackbone.Load("backbone.onnx", OnnxPictureNet.Write(network, Side), preparation);
        var picture = Noise(11);
        var input = new float[preparation.Length];
        preparation.Write(picture, input, TestContext.Current.CancellationToken);
        var expected = network.forward(tensor(input, [1, 3, Side, Side])).data<float>().ToArray();
        var answer = new float[exported.Width];

        exported.Embed(picture, answer, TestContext.Current.CancellationToken);

        Assert.Equal(network.Width, exported.Width);
        Assert.Contains(expected, number => number > 0.05);

        // weights are stored in half precision: eleven bits
        Assert.All(expected.Zip(answer), pair => Assert.Equal(pair.First, pair.Second, 5e-3 * (1 + Math.Abs(pair.First))));
    }

    private static Picture Noise(int seed)
    {
        var pixels = new byte[Side * Side * Picture.Channels];
        new Random(seed).NextBytes(pixels);
        return new Picture(Side, Side, pixels);
    }
}
