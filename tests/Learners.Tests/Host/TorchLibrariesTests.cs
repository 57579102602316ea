using Learners.Host.Native;
using Learners.Torch.Training;

namespace Learners.Tests.Host;

public class TorchLibrariesTests
{
    private static readonly string[] s_needed = ["libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libtorch.so"];

    [Fact]
    public void Dependencies_come_first_and_those_of_cuda_only_where_they_are()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in s_needed)
        {
            File.WriteAllText(folder.File(name), string.Empty);
        }

        var plain = Names(folder);
        File.WriteAllText(folder.File("libtorch_cuda.so"), string.Empty);
        var cuda = Names(folder);

        Assert.Equal(s_needed, plain);
        Assert.Equal(["libtorch_global_deps.so", "libc10.so", "libtorch_cpu.so", "libtorch_cuda.so", "libtorch.so"], cuda);
    }

    [Fact]
    public void A_folder_that_is_no_libtorch_is_told_by_what_it_lacks()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("libc10.so"), string.Empty);

        var fault = Assert.Throws<TrainingException>(() => TorchLibraries.Load(folder.File(".")));

        Assert.Contains("holds no libtorch_global_deps.so, libtorch_cpu.so, libtorch.so", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_the_loader_refuses_is_told_in_one_line()
    {
        using var folder = new TemporaryFolder();
        foreach (var name in s_needed)
        {
            File.WriteAllText(folder.File(name), "no library");
        }

        var fault = Assert.Throws<TrainingException>(() => TorchLibraries.Load(folder.File(".")));

        Assert.Contains("libtorch_global_deps.so", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private static IEnumerable<string?> Names(TemporaryFolder folder) => TorchLibraries.Order(folder.File(".")).Select(Path.GetFileName);
}
