using System.Runtime.InteropServices;
using Learners.Torch.Training;

namespace Learners.Host.Native;

/// <summary>Lets TorchSharp use the libtorch of another installation, such as a PyTorch with CUDA, instead of the one in our package.</summary>
/// <remarks>
/// Libraries that are already loaded are found by their names, so they are loaded by path, dependencies first, before TorchSharp is touched. The
/// launcher then runs a build that carries no libtorch of its own: two of them in one process would not agree.
/// </remarks>
internal static class TorchLibraries
{
    /// <summary>Environment variable that names the folder.</summary>
    internal const string Variable = "GEOSUITE_TORCH_LIB";

    private static readonly string[] s_always = ["libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so"];
    private static readonly string[] s_withCuda = ["libc10_cuda.so", "libtorch_cuda.so"];
    private static readonly string[] s_last = ["libtorch.so"];

    /// <summary>Files in the order in which they are loaded; those of CUDA where the folder has them.</summary>
    /// <param name="folder">The <c>lib</c> folder of the installation.</param>
    /// <exception cref="TrainingException">A file that is always needed is missing.</exception>
    internal static IReadOnlyList<string> Order(string folder)
    {
        var missing = s_always.Concat(s_last).Where(file => !File.Exists(Path.Combine(folder, file))).ToArray();
        if (missing.Length > 0)
        {
            throw new TrainingException($"{Variable}={folder} holds no {string.Join(", ", missing)}; it shall be the lib folder of a libtorch or PyTorch");
        }

        return [.. s_always.Concat(s_withCuda.Where(file => File.Exists(Path.Combine(folder, file)))).Concat(s_last).Select(file => Path.Combine(folder, file))];
    }

    /// <summary>Loads the libraries that the environment names; does nothing where it names none.</summary>
    /// <param name="folder">Value of <see cref="Variable"/>.</param>
    /// <exception cref="TrainingException">The folder is no libtorch, or the loader refuses a file.</exception>
    internal static void Load(string? folder)
    {
        if (string.IsNullOrEmpty(folder))
        {
            return;
        }

        foreach (var file in Order(folder).Append(Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so")))
        {
            try
            {
                NativeLibrary.Load(file);
            }
            catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException)
            {
                throw new TrainingException($"{Variable}: {fault.Message.ReplaceLineEndings(" ")}", fault);
            }
        }
    }
}
