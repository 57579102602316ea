using System.Buffers.Binary;
using System.Text;

namespace RasterData.Generator.Elevation;

/// <summary>Variables without a record dimension in a NetCDF classic file (format versions CDF-1 and CDF-2).</summary>
/// <remarks>The file format is appendix "NetCDF File Format Specifications" of the NetCDF User's Guide: big-endian, everything padded to 4 bytes.</remarks>
public sealed class NetCdfClassic
{
    private const int Byte = 1, Char = 2, Short = 3, Int = 4, Float = 5, Double = 6;

    private readonly byte[] _file;
    private readonly bool _hasWideOffsets;
    private readonly int[] _dimensions;
    private readonly Dictionary<string, (int Type, int[] Shape, long Begin)> _variables = new(StringComparer.Ordinal);
    private int _position = 4;

    /// <summary>Reads the header.</summary>
    /// <param name="file">The whole file.</param>
    /// <exception cref="InvalidDataException">It is no NetCDF classic file.</exception>
    public NetCdfClassic(byte[] file)
    {
        _file = file;
        if (file is not [(byte)'C', (byte)'D', (byte)'F', 1 or 2, ..])
            throw new InvalidDataException("The file is not NetCDF classic.");
        _hasWideOffsets = file[3] == 2;
        try
        {
            Next(); // number of records
            _dimensions = new int[ListLength()];
            for (var i = 0; i < _dimensions.Length; i++)
            {
                Text();
                _dimensions[i] = Next();
            }

            SkipAttributes();
            for (var count = ListLength(); count > 0; count--)
                ReadVariable();
        }
        catch (ArgumentOutOfRangeException fault)
        {
            throw new InvalidDataException("The NetCDF header runs beyond the end of the file.", fault);
        }
    }

    /// <summary>Lengths of a variable's dimensions, slowest first.</summary>
    /// <exception cref="InvalidDataException">There is no such variable.</exception>
    public IReadOnlyList<int> ShapeOf(string name) => Variable(name).Shape;

    /// <summary>All values of a variable, the last dimension running fastest.</summary>
    /// <exception cref="InvalidDataException">There is no such variable, it is not of numbers, or the file ends before it.</exception>
    public double[] Read(string name)
    {
        var (type, shape, begin) = Variable(name);
        var size = SizeOf(type);
        var values = new double[shape.Aggregate(1, (product, length) => checked(product * length))];
        if (begin + ((long)values.Length * size) > _file.Length)
            throw new InvalidDataException($"The file ends inside the variable '{name}'.");
        for (var i = 0; i < values.Length; i++)
        {
            var bytes = _file.AsSpan((int)begin + (i * size));
            values[i] = type switch
            {
                Byte => (sbyte)bytes[0],
                Short => BinaryPrimitives.ReadInt16BigEndian(bytes),
                Int => BinaryPrimitives.ReadInt32BigEndian(bytes),
                Float => BinaryPrimitives.ReadSingleBigEndian(bytes),
                Double => BinaryPrimitives.ReadDoubleBigEndian(bytes),
                _ => throw new InvalidDataException($"The variable '{name}' is not of numbers."),
            };
        }

        return values;
    }

    private static int SizeOf(int type) => type switch
    {
        Byte or Char => 1,
        Short => 2,
        Int or Float => 4,
        Double => 8,
        _ => throw new InvalidDataException($"The NetCDF type {type} is unknown."),
    };

    private (int Type, int[] Shape, long Begin) Variable(string name) => _variables.TryGetValue(name, out var variable)
        ? variable
        : throw new InvalidDataException($"The file has no variable '{name}'; it has {string.Join(", ", _variables.Keys)}.");

    private void ReadVariable()
    {
        var name = Text();
        var shape = new int[Next()];
        for (var i = 0; i < shape.Length; i++)
            shape[i] = _dimensions[Next()];
        SkipAttributes();
        var type = Next();
        Next(); // size in bytes, which the shape tells
        _variables[name] = (type, shape, _hasWideOffsets ? ((long)Next() << 32) | (uint)Next() : (uint)Next());
    }

    private void SkipAttributes()
    {
        for (var count = ListLength(); count > 0; count--)
        {
            Text();
            var size = SizeOf(Next());
            Skip(Next() * size);
        }
    }

    private int ListLength()
    {
        Next(); // tag of the list, 0 for an absent one
        return Next();
    }

    private string Text()
    {
        var length = Next();
        var text = Encoding.UTF8.GetString(_file.AsSpan(_position, length));
        Skip(length);
        return text;
    }

    private void Skip(int length) => _position += (length + 3) & ~3;

    private int Next()
    {
        var value = BinaryPrimitives.ReadInt32BigEndian(_file.AsSpan(_position, 4));
        _position += 4;
        return value;
    }
}
