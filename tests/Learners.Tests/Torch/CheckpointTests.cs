using GeoCore.Artifacts;
using Learners.Torch.Training;
using static TorchSharp.torch;
using Tensor = TorchSharp.torch.Tensor;

namespace Learners.Tests.Torch;

public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("run/checkpoint.safetensors");

    [Fact]
    public void Numbers_of_either_precision_come_back_bit_for_bit()
    {
        using var scope = NewDisposeScope();
        var single = tensor(new[] { 0.1f, float.Epsilon, -0f, float.MaxValue, 1 / 3f, float.PositiveInfinity }).reshape(2, 3);
        var whole = tensor(new[] { 0.1, double.Epsilon, -0.0, double.MaxValue, 1 / 3.0, double.PositiveInfinity }).reshape(3, 2);
        new Checkpoint(File, "run").Write(41, [("layers.0.weight", single), ("adam.first.layers.0.weight", whole)]);
        Tensor singleAgain = zeros_like(single), wholeAgain = zeros_like(whole);

        var steps = new Checkpoint(File, "run").Read([("adam.first.layers.0.weight", wholeAgain), ("layers.0.weight", singleAgain)]);

        Assert.Equal(41, steps);
        Assert.Equal(single.bytes.ToArray(), singleAgain.bytes.ToArray());
        Assert.Equal(whole.bytes.ToArray(), wholeAgain.bytes.ToArray());
        Assert.Equal(TensorType.Float64, Safetensors.Read(File).Find("adam.first.layers.0.weight").Type);
    }

    [Fact]
    public void A_checkpoint_of_another_run_is_refused()
    {
        using var scope = NewDisposeScope();
        new Checkpoint(File, "one").Write(1, [("a", zeros(2))]);

        var fault = Assert.Throws<TrainingException>(() => new Checkpoint(File, "other").Read([("a", zeros(2))]));

        Assert.Contains("another run", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(60)]
    [InlineData(-1)]
    public void A_file_that_is_cut_short_is_refused_and_the_way_out_is_named(int length)
    {
        using var scope = NewDisposeScope();
        new Checkpoint(File, "run").Write(1, [("a", zeros(2))]);
        var content = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, content[..(length < 0 ? content.Length + length : length)]);

        var fault = Assert.Throws<TrainingException>(() => new Checkpoint(File, "run").Read([("a", zeros(2))]));

        Assert.Contains("damaged", fault.Message, StringComparison.Ordinal);
        Assert.Contains("without --resume it is replaced", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("b", 2)]
    [InlineData("a", 3)]
    public void A_tensor_that_is_missing_or_of_another_shape_is_refused(string name, int size)
    {
        using var scope = NewDisposeScope();
        new Checkpoint(File, "run").Write(1, [("a", zeros(2))]);

        Assert.Contains($"'{name}'", Assert.Throws<TrainingException>(() => new Checkpoint(File, "run").Read([(name, zeros(size))])).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_kill_while_writing_leaves_the_checkpoint_before()
    {
        using var scope = NewDisposeScope();
        var checkpoint = new Checkpoint(File, "run");
        checkpoint.Write(1, [("a", ones(2))]);
        System.IO.File.WriteAllText(File + ".half", "what a killed writer leaves");
        var again = zeros(2);

        Assert.Equal(1, checkpoint.Read([("a", again)]));
        checkpoint.Write(2, [("a", zeros(2))]);
        Assert.Equal(2, checkpoint.Read([("a", again)]));
        System.IO.File.WriteAllText(_folder.File("run/metrics.jsonl"), "not the checkpoint's");
        checkpoint.Delete();
        Assert.Equal([_folder.File("run/metrics.jsonl")], Directory.GetFiles(_folder.File("run")));
    }

    public void Dispose() => _folder.Dispose();
}
