using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace GeoCore.Evaluation.Inputs;

/// <summary>Reads a matrix of NumPy's format.</summary>
/// <remarks>NumPy enhancement proposal 1, versions 1 to 3; numbers of 1 to 8 bytes, either order of bytes, either order of the matrix.</remarks>
public static partial class NpyFile
{
    private const int MaximumHeader = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">A matrix of two dimensions, or of more of which all but the last two are 1.</param>
    /// <returns>Row after row.</returns>
    /// <exception cref="InputException">The file is damaged, or no such matrix.</exception>
    public static (int Rows, int Columns, double[] Values) Read(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            return Read(stream, path);
        }
        catch (EndOfStreamException fault)
        {
            throw new InputException($"{path}: the file ends early.", fault);
        }
    }

    private static (int Rows, int Columns, double[] Values) Read(FileStream stream, string path)
    {
        var start = Bytes(stream, 8);
        if (FileKinds.Of(start) != FileKind.Npy)
            throw new InputException($"{path}: this is no .npy file.");
        var length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(Bytes(stream, 2)) : BinaryPrimitives.ReadUInt32LittleEndian(Bytes(stream, 4));
        var header = length <= MaximumHeader ? System.Text.Encoding.UTF8.GetString(Bytes(stream, (int)length)) : string.Empty;
        Match type = Type().Match(header), shape = Shape().Match(header);
        long[] sizes = [.. shape.Groups[1].Value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size) ? size : -1)];
        if (!type.Success || sizes.Length < 2 || sizes[..^2].Any(size => size != 1) || sizes[^1] < 1 || sizes[^2] < 1)
            throw new InputException($"{path}: this is no matrix [rows, columns] of real numbers, but {TableReader.Shortened(header.Trim())}");
        long rows = sizes[^2], columns = sizes[^1];
        var size = type.Groups[2].Value[1] - '0';
        if (columns > int.MaxValue / rows || rows * columns * size > stream.Length - stream.Position)
            throw new InputException($"{path}: the file holds less than {rows} rows of {columns} numbers, or more than a map can have.");
        var values = new double[rows * columns];
        Decode(stream, values, type.Groups[2].Value[0], size, type.Groups[1].Value == ">");
        return ((int)rows, (int)columns, header.Contains("'fortran_order': True", StringComparison.Ordinal) ? Transposed(values, (int)rows, (int)columns) : values);
    }

    private static void Decode(FileStream stream, double[] values, char kind, int size, bool isBigEndian)
    {
        const int block = 8192;
        var bytes = new byte[block * size];
        for (var done = 0; done < values.Length; done += block)
        {
            var part = values.AsSpan(done, Math.Min(block, values.Length - done));
            var read = bytes.AsSpan(0, part.Length * size);
            stream.ReadExactly(read);
            for (var i = 0; i < part.Length; i++)
            {
                var number = read.Slice(i * size, size);
                if (isBigEndian)
                    number.Reverse();
                part[i] = One(number, kind, size);
            }
        }
    }

    private static double One(ReadOnlySpan<byte> number, char kind, int size) => (kind, size) switch
    {
        ('f', 8) => MemoryMarshal.Read<double>(number),
        ('f', 4) => MemoryMarshal.Read<float>(number),
        ('f', _) => (double)MemoryMarshal.Read<Half>(number),
        ('u' or 'b', 1) => number[0],
        ('i', 1) => (sbyte)number[0],
        ('u', 2) => MemoryMarshal.Read<ushort>(number),
        ('i', 2) => MemoryMarshal.Read<short>(number),
        ('u', 4) => MemoryMarshal.Read<uint>(number),
        ('i', 4) => MemoryMarshal.Read<int>(number),
        ('u', _) => MemoryMarshal.Read<ulong>(number),
        _ => MemoryMarshal.Read<long>(number),
    };

    private static double[] Transposed(double[] values, int rows, int columns)
    {
        var result = new double[values.Length];
        for (var row = 0; row < rows; row++)
        {
            for (var column = 0; column < columns; column++)
            {
                result[row * columns + column] = values[column * rows + row];
            }
        }

        return result;
    }

    private static byte[] Bytes(FileStream stream, int count)
    {
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"'descr':\s*'([<>|=])(f[248]|[ui][1248]|b1)'")]
    private static partial Regex Type();

    [GeneratedRegex(@"'shape':\s*\(([\d,\s]*)\)")]
    private static partial Regex Shape();
}
