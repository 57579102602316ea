using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace Learners.LocationEncoding.Data.Species;

/// <summary>A matrix of a <c>.npy</c> file.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Values of a row.</param>
/// <param name="Values">Row after row.</param>
/// <remarks>Format: NumPy enhancement proposal 1, versions 1 to 3; little-endian float32 or float64 in C order.</remarks>
public sealed partial record NumpyArray(int Rows, int Columns, float[] Values)
{
    private const int MaximumHeader = 1 << 20;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">It is not a matrix of that kind, or it ends early.</exception>
    public static NumpyArray Read(string path)
    {
        using var stream = File.OpenRead(path);
        try
        {
            var start = Bytes(stream, 8);
            if (!start.AsSpan(0, 6).SequenceEqual((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]))
            {
                throw new InvalidDataException($"{path} is not a .npy file");
            }

            var length = start[6] == 1 ? BinaryPrimitives.ReadUInt16LittleEndian(Bytes(stream, 2)) : BinaryPrimitives.ReadUInt32LittleEndian(Bytes(stream, 4));
            var header = length <= MaximumHeader ? System.Text.Encoding.UTF8.GetString(Bytes(stream, (int)length)) : string.Empty;
            var match = Header().Match(header);
            var (rows, columns) = match.Success
                ? (int.Parse(match.Groups["rows"].Value, CultureInfo.InvariantCulture), int.Parse(match.Groups["columns"].Value, CultureInfo.InvariantCulture))
                : throw new InvalidDataException($"{path} is not a matrix of little-endian float32 or float64 in C order, but {header.Trim()}");
            var isDouble = match.Groups["size"].Value == "8";
            if ((long)rows * columns > Array.MaxLength || (long)rows * columns * (isDouble ? 8 : 4) > stream.Length - stream.Position)
            {
                throw new InvalidDataException($"{path} holds less than {rows} rows of {columns} values");
            }

            var values = new float[rows * columns];
            if (isDouble)
            {
                var row = new double[columns];
                for (var i = 0; i < rows; i++)
                {
                    stream.ReadExactly(MemoryMarshal.AsBytes(row.AsSpan()));
                    System.Numerics.Tensors.TensorPrimitives.ConvertTruncating<double, float>(row, values.AsSpan(i * columns, columns));
                }
            }
            else
            {
                for (var i = 0; i < rows; i++)
                {
                    stream.ReadExactly(MemoryMarshal.AsBytes(values.AsSpan(i * columns, columns)));
                }
            }

            return new NumpyArray(rows, columns, values);
        }
        catch (EndOfStreamException fault)
        {
            throw new InvalidDataException($"{path} ends within its header", fault);
        }
    }

    private static byte[] Bytes(FileStream stream, int count)
    {
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }

    [GeneratedRegex(@"'descr':\s*'<f(?<size>[48])'.*'fortran_order':\s*False.*'shape':\s*\((?<rows>\d{1,9}),\s*(?<columns>\d{1,9}),?\s*\)")]
    private static partial Regex Header();
}
