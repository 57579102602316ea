namespace GeoCore.Raster.NetCdf;

/// <summary>Type of stored values, by its code in the file.</summary>
public enum NetCdfType
{
    /// <summary>Signed byte.</summary>
    SByte = 1,

    /// <summary>Text.</summary>
    Char = 2,

    /// <summary>Signed, 16 bits.</summary>
    Int16 = 3,

    /// <summary>Signed, 32 bits.</summary>
    Int32 = 4,

    /// <summary>IEEE single.</summary>
    Single = 5,

    /// <summary>IEEE double.</summary>
    Double = 6,
}

/// <summary>A dimension of a file.</summary>
/// <param name="Name">Name.</param>
/// <param name="Length">Indices from 0 to one less; the number of records for the record dimension.</param>
public sealed record NetCdfDimension(string Name, int Length);

/// <summary>An array in a file.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type of the stored values.</param>
/// <param name="Dimensions">Slowest first.</param>
/// <param name="Texts">Attributes of text, such as <c>units</c>.</param>
/// <param name="Numbers">Attributes of numbers, such as <c>scale_factor</c>.</param>
public sealed record NetCdfVariable(
    string Name,
    NetCdfType Type,
    IReadOnlyList<NetCdfDimension> Dimensions,
    IReadOnlyDictionary<string, string> Texts,
    IReadOnlyDictionary<string, double[]> Numbers)
{
    /// <summary>Value = stored × Scale + Offset.</summary>
    public double Scale => Numbers.TryGetValue("scale_factor", out var value) ? value[0] : 1;

    /// <summary>See <see cref="Scale"/>.</summary>
    public double Offset => Numbers.TryGetValue("add_offset", out var value) ? value[0] : 0;

    /// <summary>A stored number; the format has signed integers only, and says of others that they are not by the attribute <c>_Unsigned</c>.</summary>
    /// <param name="stored">As in the file.</param>
    internal double Unsigned(double stored) =>
        stored < 0 && (Type is NetCdfType.SByte or NetCdfType.Int16 or NetCdfType.Int32) && Texts.GetValueOrDefault("_Unsigned") == "true" ? stored + Math.Pow(2, 8 * Size) : stored;

    /// <summary>Whether a stored number stands for no value. A fill value that the type cannot hold, such as NaN on a short, stands for none.</summary>
    /// <param name="stored">As in the file.</param>
    public bool IsMissing(double stored) =>
        double.IsNaN(stored)
        || (Numbers.TryGetValue("_FillValue", out var fill) && fill.Contains(stored))
        || (Numbers.TryGetValue("missing_value", out var missing) && missing.Contains(stored));

    /// <summary>Bytes from the start of the file to the first value.</summary>
    internal long Begin { get; init; }

    /// <summary>Whether the slowest dimension is that of records, which lie apart.</summary>
    internal bool IsRecord { get; init; }

    /// <summary>Values of one record, or of all where there are no records.</summary>
    internal long ValuesOfSlab => Dimensions.Skip(IsRecord ? 1 : 0).Aggregate(1L, (product, dimension) => product * dimension.Length);

    /// <summary>Bytes of a stored value.</summary>
    internal int Size => SizeOf(Type);

    /// <summary>Bytes of a value of a type.</summary>
    internal static int SizeOf(NetCdfType type) => type switch
    {
        NetCdfType.SByte or NetCdfType.Char => 1,
        NetCdfType.Int16 => 2,
        NetCdfType.Double => 8,
        _ => 4,
    };
}
