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
        var places = Places.Draw(points, seed: 1);
        return new Contender(
            $"TorchSharp {Name(type)}, batch {points}",
            () => OnOneThread(() => Harmonics(places, degrees, type), points));
    }

    /// <summary>Features in float64, because float32 overflows, and the network in float32.</summary>
    /// <param name="network">The network.</param>
    /// <param name="degrees">L.</param>
    /// <param name="places">A batch.</param>
    /// <param name="answer">Receives the logits of the latest round.</param>
    public static Contender Forward(SirenNet network, int degrees, Places places, float[]? answer = null) => new(
        "TorchSharp, features and network",
        () => OnOneThread(() => network.forward(Harmonics(places, degrees, ScalarType.Float64).to(ScalarType.Float32)), places.Count, answer));

    /// <summary>libtorch's network alone, on ready features.</summary>
    /// <param name="network">The network.</param>
    /// <param name="points">Places of a batch.</param>
    public static Contender Network(SirenNet network, int points)
    {
        var features = rand(points, network.Shape.Inputs).sub_(0.5);
        return new Contender("libtorch, network alone", () => OnOneThread(() => network.forward(features), points));
    }

    /// <summary>A training step on closed-form features.</summary>
    public static Contender Train(EncoderSettings settings)
    {
        var places = Places.Draw(settings.Batch, seed: 1);
        var work = new TrainingWork(() => Harmonics(places, settings.Degrees, ScalarType.Float64).to(ScalarType.Float32), places, settings with { Threads = 1 });
        return new Contender($"TorchSharp, batch {settings.Batch}", () => Sample.OfThread(() => work.Run(), settings.Batch));
    }

    private static Tensor Harmonics(Places places, int degrees, ScalarType type) =>
        TorchHarmonics.Of(tensor(places.Longitudes, type), tensor(places.Latitudes, type), degrees);

    private static Sample OnOneThread(Func<Tensor> work, int points, float[]? answer = null)
    {
        set_num_threads(1);
        using var frozen = no_grad();
        return Sample.OfThread(
            () =>
            {
                using var scope = NewDisposeScope();
                var result = work();
                if (answer is null)
                {
                    result[0].sum().to(ScalarType.Float32).item<float>(); // reads some of it, so that it must be there
                }
                else
                {
                    result.data<float>().CopyTo(answer);
                }
            },
            points);
    }

    private static string Name(ScalarType type) => type == ScalarType.Float32 ? "float32" : "float64";
}
