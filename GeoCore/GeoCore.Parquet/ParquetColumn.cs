using System.Globalization;
using System.Numerics;
using Parquet;
using Parquet.Schema;

namespace GeoCore.Parquet;

/// <summary>The values of a column in one group of rows: numbers, or texts where numbers would lose digits.</summary>
/// <param name="Texts">Texts; null where there are numbers.</param>
/// <param name="Numbers">Numbers, NaN where one is missing; null where there are texts.</param>
/// <param name="Missing">Which numbers are missing; null where all are there.</param>
internal sealed record ParquetColumn(string?[]? Texts, double[]? Numbers, bool[]? Missing)
{
    /// <summary>Whether a row has no number.</summary>
    internal bool IsMissing(long row) => Missing is not null && Missing[row];

    /// <summary>Reads a column; null where its type is neither number nor text.</summary>
    internal static ParquetColumn? Read(ParquetRowGroupReader rows, DataField field)
    {
        var type = Nullable.GetUnderlyingType(field.ClrType) ?? field.ClrType;
        if (type == typeof(string) || type == typeof(ReadOnlyMemory<char>))
        {
            var texts = new string?[rows.RowCount];
            Wait(rows.ReadAsync(field, texts.AsMemory()!, null, CancellationToken.None));
            return new ParquetColumn(texts, null, null);
        }

        return type == typeof(double) ? Real<double>(rows, field)
            : type == typeof(float) ? Real<float>(rows, field)
            : type == typeof(long) ? Whole<long>(rows, field)
            : type == typeof(ulong) ? Whole<ulong>(rows, field)
            : type == typeof(int) ? Whole<int>(rows, field)
            : type == typeof(uint) ? Whole<uint>(rows, field)
            : type == typeof(short) ? Whole<short>(rows, field)
            : type == typeof(ushort) ? Whole<ushort>(rows, field)
            : type == typeof(byte) ? Whole<byte>(rows, field)
            : type == typeof(sbyte) ? Whole<sbyte>(rows, field)
            : null;
    }

    private static ParquetColumn Real<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct, INumber<T>
    {
        var values = Values<T>(rows, field);
        var numbers = new double[values.Length];
        var missing = field.IsNullable ? new bool[values.Length] : null;
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = values[i] is { } value ? double.CreateTruncating(value) : double.NaN;
            if (missing is not null)
                missing[i] = values[i] is null;
        }

        return new ParquetColumn(null, numbers, missing);
    }

    /// <summary>Whole numbers may be ids of 64 bits, so they are kept with all their digits.</summary>
    private static ParquetColumn Whole<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct, INumber<T> =>
        new([.. Values<T>(rows, field).Select(value => value?.ToString(null, CultureInfo.InvariantCulture))], null, null);

    private static T?[] Values<T>(ParquetRowGroupReader rows, DataField field)
        where T : struct
    {
        var values = new T?[rows.RowCount];
        if (field.IsNullable)
        {
            Wait(rows.ReadAsync<T>(field, values.AsMemory(), null, CancellationToken.None));
            return values;
        }

        var all = new T[rows.RowCount];
        Wait(rows.ReadAsync<T>(field, all.AsMemory(), null, CancellationToken.None));
        return Array.ConvertAll(all, value => (T?)value);
    }

    private static void Wait(ValueTask task) => task.AsTask().GetAwaiter().GetResult();
}
