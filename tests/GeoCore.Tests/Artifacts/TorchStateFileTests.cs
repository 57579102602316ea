using System.IO.Compression;
using System.Text;
using System.Text.Json;
using CsCheck;
using GeoCore.Artifacts;
using GeoCore.Artifacts.TorchFiles;

namespace GeoCore.Tests.Artifacts;

public sealed class TorchStateFileTests
{
    private static string Golden(string name) => Path.Combine(AppContext.BaseDirectory, "golden", "torch", name);

    [Fact]
    public void Tensors_of_every_format_shape_and_stride_are_those_that_were_saved()
    {
        var file = TorchStateFile.Read(Golden("state.pth"));
        using var expected = JsonDocument.Parse(File.ReadAllBytes(Golden("expected.json")));
        Assert.Equal(expected.RootElement.EnumerateObject().Select(tensor => tensor.Name), file.Names);
        foreach (var tensor in expected.RootElement.EnumerateObject())
        {
            Assert.Equal(tensor.Value.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64()), file.ShapeOf(tensor.Name));
            Assert.Equal(tensor.Value.GetProperty("values").EnumerateArray().Select(value => value.GetSingle()), file.Floats(tensor.Name));
        }

        var copy = Safetensors.Parse(SafetensorsWriter.Write(file.Tensors()), "copy");
        Assert.All(file.Names, name => Assert.Equal(file.Floats(name), copy.Floats(name)));
    }

    [Fact]
    public void A_single_tensor_and_a_checkpoint_of_a_later_protocol_are_read()
    {
        var scalar = TorchStateFile.Read(Golden("scalar.pth"));
        Assert.Equal([TorchStateFile.OnlyTensor], scalar.Names);
        Assert.Equal(3.6810348f, Assert.Single(scalar.Floats(TorchStateFile.OnlyTensor)));
        Assert.Empty(scalar.ShapeOf(TorchStateFile.OnlyTensor));

        var checkpoint = TorchStateFile.Read(Golden("checkpoint.pth"));
        Assert.Equal(["state_dict.weight"], checkpoint.Names);
        Assert.Equal([-1.375f, -0.5f], checkpoint.Floats("state_dict.weight", 2));
        Assert.Contains("has shape [2] where [3] is needed", Assert.Throws<ArtifactException>(() => checkpoint.Floats("state_dict.weight", 3)).Message, StringComparison.Ordinal);
        Assert.Contains("'bias' is missing; there are state_dict.weight", Assert.Throws<ArtifactException>(() => checkpoint.ShapeOf("bias")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pickle_that_would_run_a_command_is_refused_by_name()
    {
        var message = Assert.Throws<ArtifactException>(() => TorchStateFile.Read(Golden("hostile.pth"))).Message;
        Assert.Equal("hostile.pth: the pickle asks for 'posix.system', which no file of tensors needs; nothing was called.", message);
        Assert.False(File.Exists("stolen"));
    }

    // S: the reference to a storage of 4 numbers, as far as its name; T: the function that makes a tensor
    [Theory]
    [InlineData("", "ends early")]
    [InlineData("\u0080\u0002}.", "holds no tensor")]
    [InlineData("K\u0001", "ends early")]
    [InlineData("cbuiltins\neval\n.", "'builtins.eval'")]
    [InlineData("c__builtin__\nex\u0007ec\n.", "'__builtin__.ex\\u0007ec'")]
    [InlineData("ctorch.jit\nload\n.", "'torch.jit.load'")]
    [InlineData("\u008c\u0002os\u008c\u0006system\u0093.", "'os.system'")]
    [InlineData("(ios\nsystem\n.", "instruction 0x69")]
    [InlineData("\u0082\u0001.", "instruction 0x82")]
    [InlineData(")\u0081.", "instruction 0x81")]
    [InlineData(".", "empty stack")]
    [InlineData("h\u0007.", "recalls")]
    [InlineData("K\u0001K\u0002\u0086Q.", "no storage")]
    [InlineData("K\u0001t.", "no mark")]
    [InlineData("K\u0001)R.", "no name")]
    [InlineData("ccollections\nOrderedDict\nK\u0001\u0085R.", "with other arguments")]
    [InlineData("]K\u0001K\u0002s.", "no dictionary")]
    [InlineData("}K\u0001K\u0002s.", "no text")]
    [InlineData("K\u0001}b.", "no dictionary")]
    [InlineData("K\u0001K\u0002a.", "no list")]
    [InlineData("\u008a\u0009.", "9 bytes")]
    [InlineData("TSK\u0000K\u0005\u0085K\u0001\u0085\u0089}tR.", "larger than its storage")]
    [InlineData("TSK\u0001K\u0004\u0085K\u0001\u0085\u0089}tR.", "larger than its storage")]
    [InlineData("TSK\u0000K\u0002\u0085K\u0004\u0085\u0089}tR.", "larger than its storage")]
    [InlineData("TSK\u0000J\u00FF\u00FF\u00FF\u007F\u0085K\u0000\u0085\u0089}tR.", "larger than its storage")]
    [InlineData("TSK\u0000J\u00FF\u00FF\u00FF\u00FF\u0085K\u0001\u0085\u0089}tR.", "do not fit")]
    [InlineData("TSK\u0000K\u0002\u0085)\u0089}tR.", "do not fit")]
    [InlineData("TSK\u0000N\u0085K\u0001\u0085\u0089}tR.", "no numbers")]
    public void Hostile_pickles_are_explained(string program, string reason)
    {
        var pickle = Latin(program.Replace("T", "ctorch._utils\n_rebuild_tensor_v2\n(", StringComparison.Ordinal)
            .Replace("S", "((X\u0007\u0000\u0000\u0000storagectorch\nFloatStorage\nX\u0001\u0000\u0000\u00000X\u0003\u0000\u0000\u0000cpuK\u0004tQ", StringComparison.Ordinal).Replace("((X", "(X", StringComparison.Ordinal));
        var message = Assert.Throws<ArtifactException>(() => TorchStateFile.Parse(Zip(("a/data.pkl", pickle), ("a/data/0", new byte[16])), "x.pth")).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    [Fact]
    public void Dictionaries_that_hold_each_other_many_times_end()
    {
        // each level holds the one below a hundred times under other names
        var program = new StringBuilder("}q\0");
        for (var level = 1; level <= 8; level++)
        {
            program.Append('}');
            for (var i = 0; i < 100; i++)
            {
                program.Append('X').Append((char)2).Append("\0\0\0").Append((char)('0' + i / 10)).Append((char)('0' + i % 10)).Append('h').Append((char)(level - 1)).Append('s');
            }

            program.Append('q').Append((char)level);
        }

        var fault = Assert.Throws<ArtifactException>(() => TorchStateFile.Parse(Zip(("a/data.pkl", Latin(program.Append('.').ToString()))), "x.pth"));
        Assert.Contains("more than 1000000 items", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Archives_that_are_none_or_not_torchs_are_refused()
    {
        void Refused(string reason, byte[] content) =>
            Assert.Contains(reason, Assert.Throws<ArtifactException>(() => TorchStateFile.Parse(content, "x.pth")).Message, StringComparison.Ordinal);
        var whole = File.ReadAllBytes(Golden("state.pth"));
        Refused("no zip archive", [0x80, 2, 0x8a, 10]); // as torch wrote before 1.6
        Refused("no zip archive", whole[..^30]);
        Refused("no data.pkl", Zip(("a/other", [1])));
        Refused("little-endian", Zip(("a/data.pkl", [1]), ("a/byteorder", System.Text.Encoding.ASCII.GetBytes("big"))));
        using (var archive = new ZipArchive(new MemoryStream(whole)))
        {
            var pickle = Content(archive, "state/data.pkl");
            Refused("storage '0' is missing", Zip(("a/data.pkl", pickle)));
            Refused("has 3 bytes where 6 numbers of F32", Zip(("a/data.pkl", pickle), ("a/data/0", new byte[3])));
        }

        // a bomb: megabytes of nothing in a few bytes
        Refused("is compressed", Zip(CompressionLevel.Optimal, ("a/data.pkl", new byte[1 << 20])));
        Refused("there is no", [.. Zip()]);
        Assert.Contains("Could not find", Assert.Throws<ArtifactException>(() => TorchStateFile.Read("nothing.pth")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_damaged_file_is_read_or_refused_but_never_breaks()
    {
        var whole = File.ReadAllBytes(Golden("state.pth"));
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte).Array[1, 6].Sample(changes =>
        {
            byte[] damaged = [.. whole];
            foreach (var (at, value) in changes)
            {
                damaged[at] = value;
            }

            try
            {
                return TorchStateFile.Parse(damaged, "x").Tensors().Count >= 0;
            }
            catch (ArtifactException fault)
            {
                return !fault.Message.Contains('\n', StringComparison.Ordinal);
            }
        }, iter: 3000);
    }

    private static byte[] Latin(string text) => System.Text.Encoding.Latin1.GetBytes(text);

    private static byte[] Content(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        using var content = new MemoryStream();
        stream.CopyTo(content);
        return content.ToArray();
    }

    private static byte[] Zip(params (string Name, byte[] Content)[] entries) => Zip(CompressionLevel.NoCompression, entries);

    private static byte[] Zip(CompressionLevel level, params (string Name, byte[] Content)[] entries)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, content) in entries)
            {
                using var stream = archive.CreateEntry(name, level).Open();
                stream.Write(content);
            }
        }

        return file.ToArray();
    }
}
