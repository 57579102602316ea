using System.Buffers.Binary;

namespace GeoCore.Raster.NetCdf;

/// <summary>What stands at the start of a classic NetCDF file: dimensions, attributes, variables.</summary>
internal sealed class NetCdfHeader
{
    private const int DimensionTag = 0x0A;
    private const int VariableTag = 0x0B;
    private const int AttributeTag = 0x0C;
    private const int MaximumDimensions = 1024;
    private readonly FileStream _stream;
    private readonly string _path;
    private bool _wideOffsets;

    private NetCdfHeader(FileStream stream, string path) => (_stream, _path) = (stream, path);

    internal IReadOnlyList<NetCdfVariable> Variables { get; private set; } = [];

    /// <summary>Bytes from a record to the next.</summary>
    internal long RecordSize { get; private set; }

    internal static NetCdfHeader Read(FileStream stream, string path)
    {
        var header = new NetCdfHeader(stream, path);
        try
        {
            header.Parse();
        }
        catch (EndOfStreamException fault)
        {
            throw new RasterException($"{path} ends within its header.", fault);
        }

        return header;
    }

    private void Parse()
    {
        var magic = Bytes(4);
        if (magic[0] == 0x89 && magic.AsSpan(1).SequenceEqual("HDF"u8))
        {
            throw new RasterException($"{_path} is NetCDF-4; 'nccopy -k classic {_path} CLASSIC.nc' makes a classic file of it.");
        }

        if (!magic.AsSpan(0, 3).SequenceEqual("CDF"u8) || magic[3] is not (1 or 2))
        {
            throw new RasterException($"{_path} is not a NetCDF file in the classic format.");
        }

        _wideOffsets = magic[3] == 2;
        var records = Int32();
        var dimensions = List(DimensionTag, () => new NetCdfDimension(Name(), Count(int.MaxValue)));
        Attributes();
        var raw = List(VariableTag, () => ReadVariable(dimensions));
        var recordVariables = raw.Where(variable => variable.IsRecord).ToArray();

        // a single record variable is stored without padding
        RecordSize = recordVariables.Length == 1
            ? recordVariables[0].ValuesOfSlab * recordVariables[0].Size
            : recordVariables.Sum(variable => Padded(variable.ValuesOfSlab * variable.Size));
        if (records == -1 && recordVariables.Length > 0)
        {
            // written as a stream: the length of the file tells
            records = (int)((_stream.Length - recordVariables.Min(variable => variable.Begin)) / Math.Max(1, RecordSize));
        }

        if (records < 0 || records > _stream.Length)
        {
            throw Damaged($"{records} records");
        }

        Variables = [.. raw.Select(variable => variable.IsRecord
            ? variable with { Dimensions = [variable.Dimensions[0] with { Length = records }, .. variable.Dimensions.Skip(1)] }
            : variable)];
    }

    private NetCdfVariable ReadVariable(List<NetCdfDimension> all)
    {
        var name = Name();
        var count = Count(MaximumDimensions);
        var dimensions = new NetCdfDimension[count];
        for (var i = 0; i < count; i++)
        {
            var index = Int32();
            dimensions[i] = index >= 0 && index < all.Count ? all[index] : throw Damaged($"{name} has dimension {index}");
        }

        var (texts, numbers) = Attributes();
        var type = Type();
        Bytes(4); // the size of the variable, which follows from its dimensions and does not hold large ones
        var begin = _wideOffsets ? BinaryPrimitives.ReadInt64BigEndian(Bytes(8)) : Int32();
        return new NetCdfVariable(name, type, dimensions, texts, numbers)
        {
            Begin = begin >= 0 ? begin : throw Damaged($"{name} begins at {begin}"),
            IsRecord = count > 0 && dimensions[0].Length == 0,
        };
    }

    private (Dictionary<string, string> Texts, Dictionary<string, double[]> Numbers) Attributes()
    {
        Dictionary<string, string> texts = new(StringComparer.Ordinal);
        Dictionary<string, double[]> numbers = new(StringComparer.Ordinal);
        List(AttributeTag, () =>
        {
            var name = Name();
            var type = Type();
            var size = NetCdfVariable.SizeOf(type);
            var count = Count((_stream.Length - _stream.Position) / size);
            var bytes = Bytes(count * size);
            Bytes((int)(Padded(bytes.Length) - bytes.Length));
            if (type == NetCdfType.Char)
            {
                texts[name] = System.Text.Encoding.UTF8.GetString(bytes).TrimEnd('\0');
            }
            else
            {
                numbers[name] = [.. Enumerable.Range(0, count).Select(i => NetCdfFile.Number(bytes.AsSpan(i * size), type))];
            }

            return name;
        });
        return (texts, numbers);
    }

    private List<T> List<T>(int tag, Func<T> read)
    {
        var found = Int32();
        var count = Count(_stream.Length);
        if (found != tag && (found != 0 || count != 0))
        {
            throw Damaged($"a list begins with {found}, not {tag}");
        }

        var list = new List<T>();
        for (var i = 0; i < count; i++)
        {
            list.Add(read());
        }

        return list;
    }

    private NetCdfType Type()
    {
        var type = Int32();
        return type is >= (int)NetCdfType.SByte and <= (int)NetCdfType.Double ? (NetCdfType)type : throw Damaged($"there is no type {type}");
    }

    private string Name()
    {
        var bytes = Bytes(Count(_stream.Length - _stream.Position));
        Bytes((int)(Padded(bytes.Length) - bytes.Length));
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    private int Count(long limit)
    {
        var count = Int32();
        return count >= 0 && count <= limit ? count : throw Damaged($"a count of {count}");
    }

    private int Int32() => BinaryPrimitives.ReadInt32BigEndian(Bytes(4));

    private byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        _stream.ReadExactly(bytes);
        return bytes;
    }

    private RasterException Damaged(string what) => new($"{_path} is damaged: {what}.");

    private static long Padded(long length) => (length + 3) / 4 * 4;
}
