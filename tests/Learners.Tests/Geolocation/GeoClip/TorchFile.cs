using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;

namespace Learners.Tests.Geolocation.GeoClip;

/// <summary>Writes state files as torch.save does: an ordered dictionary of float tensors, or one tensor alone.</summary>
internal static class TorchFile
{
    internal static void Write(string path, IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        using var pickle = new MemoryStream();
        pickle.Write([0x80, 2]);
        Text(pickle, "ccollections\nOrderedDict\n)R(");
        for (var i = 0; i < tensors.Count; i++)
        {
            Word(pickle, tensors[i].Name);
            Tensor(pickle, i, tensors[i]);
        }

        Text(pickle, "u.");
        Archive(path, pickle.ToArray(), tensors);
    }

    internal static void WriteNumber(string path, float value)
    {
        using var pickle = new MemoryStream();
        pickle.Write([0x80, 2]);
        Tensor(pickle, 0, (string.Empty, [], [value]));
        Text(pickle, ".");
        Archive(path, pickle.ToArray(), [(string.Empty, [], [value])]);
    }

    private static void Tensor(MemoryStream pickle, int key, (string Name, long[] Shape, float[] Values) tensor)
    {
        Text(pickle, "ctorch._utils\n_rebuild_tensor_v2\n((");
        Word(pickle, "storage");
        Text(pickle, "ctorch\nFloatStorage\n");
        Word(pickle, $"{key}");
        Word(pickle, "cpu");
        Number(pickle, tensor.Values.Length);
        Text(pickle, "tQ");
        Number(pickle, 0);
        long[] strides = [.. tensor.Shape.Select((_, axis) => tensor.Shape.Skip(axis + 1).Aggregate(1L, (product, size) => product * size))];
        Tuple(pickle, tensor.Shape);
        Tuple(pickle, strides);
        pickle.WriteByte(0x89);
        Text(pickle, "ccollections\nOrderedDict\n)RtR");
    }

    private static void Tuple(MemoryStream pickle, long[] numbers)
    {
        Text(pickle, "(");
        foreach (var number in numbers)
        {
            Number(pickle, (int)number);
        }

        Text(pickle, "t");
    }

    private static void Number(MemoryStream pickle, int number)
    {
        pickle.WriteByte((byte)'J');
        pickle.Write(BitConverter.GetBytes(number));
    }

    private static void Word(MemoryStream pickle, string word)
    {
        pickle.WriteByte((byte)'X');
        pickle.Write(BitConverter.GetBytes(word.Length));
        Text(pickle, word);
    }

    private static void Text(MemoryStream pickle, string text) => pickle.Write(Encoding.ASCII.GetBytes(text));

    private static void Archive(string path, byte[] pickle, IReadOnlyList<(string Name, long[] Shape, float[] Values)> tensors)
    {
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        void Put(string name, ReadOnlySpan<byte> content)
        {
            using var stream = archive.CreateEntry("archive/" + name, CompressionLevel.NoCompression).Open();
            stream.Write(content);
        }

        Put("data.pkl", pickle);
        for (var i = 0; i < tensors.Count; i++)
        {
            Put($"data/{i}", MemoryMarshal.AsBytes(tensors[i].Values.AsSpan()));
        }

        Put("version", "3\n"u8);
    }
}
