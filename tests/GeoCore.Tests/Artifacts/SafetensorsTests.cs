using System.Buffers.Binary;
using CsCheck;
using GeoCore.Artifacts;

namespace GeoCore.Tests.Artifacts;

public sealed class SafetensorsTests
{
    private static readonly Gen<Tensor[]> s_tensors =
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 4], Gen.Single.Array[20]).Array[0, 6].Select(items => items.Select((item, i) =>
            new Tensor($"layers.{i}.\"weight\" é", [item.Item1, item.Item2], item.Item3.AsMemory(0, item.Item1 * item.Item2))).ToArray());

    [Fact]
    public void What_is_written_is_read() => s_tensors.Sample(tensors =>
    {
        var file = Safetensors.Parse(SafetensorsWriter.Write(tensors), "x");
        return file.Entries.Count == tensors.Length
            && tensors.All(tensor => file.Find(tensor.Name).Shape.SequenceEqual(tensor.Shape) && file.Floats(tensor.Name).AsSpan().SequenceEqual(tensor.Values.Span));
    });

    [Fact]
    public void Half_precision_keeps_eleven_bits()
    {
        float[] values = [0, 1, -2.5f, 0.333f, 65504];
        var read = Safetensors.Parse(SafetensorsWriter.Write([new("w", [5], values)], TensorType.Float16), "x").Floats("w");
        Assert.All(values.Zip(read), pair => Assert.Equal(pair.First, pair.Second, Math.Abs(pair.First) / 2048));
    }

    [Fact]
    public void Every_number_format_is_read()
    {
        Assert.Equal([1.5, -3.140625], Parse("""{"t":{"dtype":"BF16","shape":[2],"data_offsets":[0,4]}}""", 0xC0, 0x3F, 0x49, 0xC0).Doubles("t"));
        Assert.Equal([1.5], Parse("""{"t":{"dtype":"F16","shape":[],"data_offsets":[0,2]}}""", 0x00, 0x3E).Doubles("t"));
        Assert.Equal([-2.0], Parse("""{"t":{"dtype":"I32","shape":[1,1],"data_offsets":[0,4]}}""", 0xFE, 0xFF, 0xFF, 0xFF).Doubles("t"));
        Assert.Equal([258.0], Parse("""{"t":{"dtype":"I64","shape":[1],"data_offsets":[0,8]}}""", 2, 1, 0, 0, 0, 0, 0, 0).Doubles("t"));
        Assert.Equal([0.1], Parse("""{"t":{"dtype":"F64","shape":[1],"data_offsets":[0,8]}}""", BitConverter.GetBytes(0.1)).Doubles("t"));
        Assert.Equal("pt", Parse("""{"__metadata__":{"format":"pt"}}""").Metadata["format"]);
    }

    [Theory]
    [InlineData("""[]""", "not an object")]
    [InlineData("""{"a":1}""", "'a' is not an object")]
    [InlineData("""{"a":{"dtype":"F8","shape":[1],"data_offsets":[0,8]}}""", "dtype")]
    [InlineData("""{"a":{"shape":[1],"data_offsets":[0,8]}}""", "dtype")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", "shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1.5],"data_offsets":[0,8]}}""", "shape[0]")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2]}}""", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", "data_offsets")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", "needs 12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4611686018427387904],"data_offsets":[0,0]}}""", "too large")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4000000000],"data_offsets":[0,16000000000]}}""", "ends at byte")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "starts at byte 4")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""", "belong to tensors")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "neither overlap")]
    [InlineData("""{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,4]},"a":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""", "not JSON")]
    [InlineData("""{"__metadata__":3}""", "__metadata__")]
    [InlineData("""{"a":{"dtype":"F32","shape":[""", "not JSON")]
    [InlineData("""{"\ud800":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", "header")]
    public void Hostile_headers_are_explained(string header, string reason)
    {
        var fault = Assert.Throws<ArtifactException>(() => Parse(header, new byte[8]));
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_header_longer_than_the_file_is_refused_before_anything_is_reserved() =>
        Gen.ULong[9, ulong.MaxValue].Sample(length =>
        {
            var content = new byte[16];
            BinaryPrimitives.WriteUInt64LittleEndian(content, length);
            return Assert.Throws<ArtifactException>(() => Safetensors.Parse(content, "x")).Message.Contains("does not fit", StringComparison.Ordinal);
        });

    [Fact]
    public void Mangled_files_give_nothing_but_artifact_exceptions()
    {
        var content = SafetensorsWriter.Write([new("first.weight", [2, 2], new float[] { 1, 2, 3, 4 }), new("first.bias", [2], new float[] { 5, 6 })]);
        Gen.Select(Gen.Int[0, content.Length - 1], Gen.Byte, Gen.Int[0, content.Length]).Sample((at, value, length) =>
        {
            var mangled = content.ToArray();
            mangled[at] = value;
            try
            {
                var file = Safetensors.Parse(mangled.AsMemory(0, length), "x");
                return file.Entries.Sum(entry => file.Floats(entry.Name).Length) <= 12;
            }
            catch (ArtifactException)
            {
                return true;
            }
        });
    }

    private static Safetensors Parse(string header, params byte[] data)
    {
        var text = System.Text.Encoding.UTF8.GetBytes(header);
        var content = new byte[8 + text.Length + data.Length];
        BinaryPrimitives.WriteInt64LittleEndian(content, text.Length);
        text.CopyTo(content, 8);
        data.CopyTo(content, 8 + text.Length);
        return Safetensors.Parse(content, "x");
    }
}
