using Benchmarks.Encoders;
using Benchmarks.Measuring;
using Learners.Torch.Networks;
using static TorchSharp.torch;

namespace Benchmarks.Peers;

/// <summary>The published method in TorchSharp on one thread: closed-form features on whole tensors, then libtorch's network.</summary>
internal static class TorchRivals
{
    /// <summary>Closed-form features alone.</summary>
    /// <param name="degrees">L.</param>
    /// <param name="points">Places of a batch.</param>
    /// <param name="type">float32, which overflows from degree 30 on, or float64.</param>
    public static Contender Features(int degrees, int points, ScalarType type)
    {
        var places = RandomPlaces.Draw(points, seed: 1);
        return new Contender(
            $"TorchSharp {Name(type)}, batch {points}",
            () => OnOneThread(() => Harmonics(places, degrees, type), points));
    }

    /// <summary>Features in float64, because float32 overflows, and the network in float32.</summary>
    public static Contender Forward(EncoderSettings settings)
    {
        var places = RandomPlaces.Draw(settings.Batch, seed: 1);
        manual_seed(1);
        var network = new SirenNet(new SirenShape(settings.Degrees * settings.Degrees, settings.Hidden, settings.Layers, Outputs: 1));
        return new Contender(
            $"TorchSharp, batch {settings.Batch}",
            () => OnOneThread(() => network.forward(Harmonics(places, settings.Degrees, ScalarType.Float64).to(ScalarType.Float32)), settings.Batch));
    }

    /// <summary>libtorch's network alone, on ready features.</summary>
    public static Contender Network(EncoderSettings settings)
    {
        manual_seed(1);
        var network = new SirenNet(new SirenShape(settings.Degrees * settings.Degrees, settings.Hidden, settings.Layers, Outputs: 1));
        var features = rand(settings.Batch, settings.Degrees * settings.Degrees).sub_(0.5);
        return new Contender($"libtorch network, batch {settings.Batch}", () => OnOneThread(() => network.forward(features), settings.Batch));
    }

    /// <summary>A training step on closed-form features.</summary>
    public static Contender Train(EncoderSettings settings)
    {
        var places = RandomPlaces.Draw(settings.Batch, seed: 1);
        var work = new TrainingWork(() => Harmonics(places, settings.Degrees, ScalarType.Float64).to(ScalarType.Float32), places, settings with { Threads = 1 });
        return new Contender($"TorchSharp, batch {settings.Batch}", () => Sample.OfThread(() => work.Run(), settings.Batch));
    }

    private static Tensor Harmonics(RandomPlaces places, int degrees, ScalarType type) =>
        TorchHarmonics.Of(tensor(places.Longitudes, type), tensor(places.Latitudes, type), degrees);

    private static Sample OnOneThread(Func<Tensor> work, int points)
    {
        set_num_threads(1);
        using var frozen = no_grad();
        return Sample.OfThread(
            () =>
            {
                using var scope = NewDisposeScope();
                work()[0].sum().item<float>(); // reads the answer
            },
            points);
    }

    private static string Name(ScalarType type) => type == ScalarType.Float32 ? "float32" : "float64";
}
