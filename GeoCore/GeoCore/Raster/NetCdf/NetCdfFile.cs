using System.Buffers.Binary;

namespace GeoCore.Raster.NetCdf;

/// <summary>A NetCDF file in its classic format (CDF-1, or CDF-2 with offsets of 64 bits), read without a library.</summary>
/// <remarks>
/// The format is public: "The NetCDF Classic Format Specification", Unidata. NetCDF-4 is HDF5 under the same ending and is refused
/// with a word on how to convert it.
/// </remarks>
public sealed class NetCdfFile : IDisposable
{
    private readonly FileStream _stream;
    private readonly string _path;
    private readonly long _recordSize;

    private NetCdfFile(FileStream stream, string path, NetCdfHeader header)
    {
        (_stream, _path, Variables, _recordSize) = (stream, path, header.Variables, header.RecordSize);
    }

    /// <summary>Arrays in the order of the file.</summary>
    public IReadOnlyList<NetCdfVariable> Variables { get; }

    /// <summary>Opens a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="RasterException">It is missing, damaged, or in another format.</exception>
    public static NetCdfFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new RasterException($"There is no file {path}.");
        }

        var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            return new NetCdfFile(stream, path, NetCdfHeader.Read(stream, path));
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>A variable by name.</summary>
    /// <param name="name">Exactly as in the file.</param>
    /// <exception cref="RasterException">There is none; the message lists those there are.</exception>
    public NetCdfVariable Variable(string name) => Variables.FirstOrDefault(variable => variable.Name == name)
        ?? throw new RasterException($"{_path} has no variable '{name}'; it has {string.Join(", ", Variables.Select(variable => variable.Name))}.");

    /// <summary>Reads values with scale and offset applied, NaN where there is none.</summary>
    /// <param name="variable">Of this file.</param>
    /// <param name="leading">Indices of the slowest dimensions; what the other dimensions span is read whole.</param>
    /// <returns>Values, the last dimension running fastest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are more indices than dimensions, or one lies outside.</exception>
    /// <exception cref="RasterException">The file ends too early, or holds text there.</exception>
    public double[] Read(NetCdfVariable variable, params ReadOnlySpan<int> leading)
    {
        if (variable.Type == NetCdfType.Char)
        {
            throw new RasterException($"{variable.Name} of {_path} is text.");
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(leading.Length, variable.Dimensions.Count, nameof(leading));
        for (var i = 0; i < leading.Length; i++)
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)leading[i], (uint)variable.Dimensions[i].Length, nameof(leading));
        }

        if (!variable.IsRecord)
        {
            return ReadSlab(variable, variable.Begin, leading, variable.Dimensions);
        }

        var within = variable.Dimensions.Skip(1).ToArray();
        if (leading.Length > 0)
        {
            return ReadSlab(variable, variable.Begin + leading[0] * _recordSize, leading[1..], within);
        }

        var all = new List<double>();
        for (var record = 0; record < variable.Dimensions[0].Length; record++)
        {
            all.AddRange(ReadSlab(variable, variable.Begin + record * _recordSize, [], within));
        }

        return [.. all];
    }

    /// <inheritdoc/>
    public void Dispose() => _stream.Dispose();

    private double[] ReadSlab(NetCdfVariable variable, long begin, ReadOnlySpan<int> leading, IReadOnlyList<NetCdfDimension> dimensions)
    {
        // the sizes of a damaged file may be beyond all numbers but these
        if (begin < 0 || begin + dimensions.Aggregate((double)variable.Size, (bytes, dimension) => bytes * dimension.Length) > _stream.Length)
        {
            throw new RasterException($"{_path} ends before {variable.Name} does.");
        }

        long first = 0, count = 1;
        for (var i = 0; i < dimensions.Count; i++)
        {
            first = first * dimensions[i].Length + (i < leading.Length ? leading[i] : 0);
            count *= i < leading.Length ? 1 : dimensions[i].Length;
        }

        var bytes = new byte[count * variable.Size];
        _stream.Position = begin + first * variable.Size;
        _stream.ReadExactly(bytes);
        var values = new double[count];
        for (var i = 0; i < values.Length; i++)
        {
            var stored = Number(bytes.AsSpan(i * variable.Size), variable.Type);
            values[i] = variable.IsMissing(stored) ? double.NaN : variable.Unsigned(stored) * variable.Scale + variable.Offset;
        }

        return values;
    }

    /// <summary>A stored number, which is always big-endian.</summary>
    internal static double Number(ReadOnlySpan<byte> bytes, NetCdfType type) => type switch
    {
        NetCdfType.SByte => (sbyte)bytes[0],
        NetCdfType.Int16 => BinaryPrimitives.ReadInt16BigEndian(bytes),
        NetCdfType.Int32 => BinaryPrimitives.ReadInt32BigEndian(bytes),
        NetCdfType.Single => BinaryPrimitives.ReadSingleBigEndian(bytes),
        NetCdfType.Double => BinaryPrimitives.ReadDoubleBigEndian(bytes),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Text is no number."),
    };
}
