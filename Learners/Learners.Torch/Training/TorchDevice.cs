using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Torch.Training;

/// <summary>Which processor trains, and with how many threads.</summary>
public static class TorchDevice
{
    /// <summary>Turns a name into a device.</summary>
    /// <param name="name"><c>auto</c> (the first GPU if there is one), <c>cpu</c>, <c>cuda</c> or <c>cuda:N</c>.</param>
    /// <exception cref="TrainingException">The name is unknown or the device is not there.</exception>
    public static Device Choose(string name)
    {
        if (name == "cpu" || (name == "auto" && !cuda.is_available()))
        {
            return CPU;
        }

        if (name is "auto" or "cuda" or "cuda:0" || name.StartsWith("cuda:", StringComparison.Ordinal))
        {
            if (!cuda.is_available())
            {
                throw new TrainingException($"device '{name}' is not available: this build of torch sees no GPU; use --device cpu");
            }

            var digits = name.Contains(':', StringComparison.Ordinal) ? name[(name.IndexOf(':', StringComparison.Ordinal) + 1)..] : "0";
            return int.TryParse(digits, out var index) && index >= 0 && index < cuda.device_count()
                ? new Device(DeviceType.CUDA, index)
                : throw new TrainingException($"device '{name}' is not available; there are {cuda.device_count()} GPUs");
        }

        throw new TrainingException($"unknown device '{name}'; use auto, cpu or cuda:N");
    }

    /// <summary>Sets the threads that torch uses for one operation on the calling thread. One thread repeats bit for bit on one machine.</summary>
    /// <param name="count">At least 1.</param>
    public static void UseThreads(int count) => set_num_threads(count);
}
