using GeoCore.Encoding.Harmonics;

namespace Benchmarks.Encoders;

/// <summary>Work for one or more threads; what can be shared, is.</summary>
internal static class EncoderWorks
{
    /// <summary>Makes a piece of work per thread, each with places of its own.</summary>
    /// <param name="settings">The task.</param>
    /// <param name="workers">How many threads.</param>
    public static IEncoderWork[] Create(EncoderSettings settings, int workers)
    {
        var harmonics = new SphericalHarmonics(settings.Degrees);
        using var twins = settings.Task == "forward" ? new TwinSiren(settings.Degrees, settings.Hidden, settings.Layers) : null;
        return [.. Enumerable.Range(1, workers).Select(seed => Create(settings, harmonics, twins, Places.Draw(settings.Batch, seed)))];
    }

    private static IEncoderWork Create(EncoderSettings settings, SphericalHarmonics harmonics, TwinSiren? twins, Places places) => settings.Task switch
    {
        "features" => new FeatureWork(harmonics, places),
        "forward" => new ForwardWork(twins!.Ours, places),
        "train" => new TrainingWork(() => FeatureTensor.Of(harmonics, places), places, settings),
        _ => throw new ArgumentException($"There is no task '{settings.Task}'.", nameof(settings)),
    };
}
