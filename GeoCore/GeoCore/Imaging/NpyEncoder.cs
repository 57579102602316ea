using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using GeoCore.Raster;

namespace GeoCore.Imaging;

/// <summary>Writes pixel values as NumPy's NPY format 1.0: little-endian, C order, shape (bands [+ mask], height, width).</summary>
/// <remarks>Format: NumPy enhancement proposal 1. Both machine and file are little-endian; other machines are refused.</remarks>
public static class NpyEncoder
{
    /// <summary>For example in <c>Content-Type</c>.</summary>
    public const string MediaType = "application/x-npy";

    private const int HeaderAlignment = 64;

    /// <summary>Writes the planes of a buffer and, behind them, a mask: 255 (127 in signed bytes) where any band has a value, else 0.</summary>
    /// <param name="pixels">Values, NaN being nodata.</param>
    /// <param name="type">Type in the file. Whole numbers are rounded to even and cut off at the type's limits.</param>
    /// <param name="noData">Written for NaN in whole-number types, if the type holds it, else 0 is; floats keep NaN.</param>
    /// <param name="mask">Whether the mask plane is written.</param>
    public static byte[] Encode<T>(PixelBuffer<T> pixels, RasterDataType type, double? noData = null, bool mask = true)
        where T : unmanaged, IFloatingPointIeee754<T> => type switch
        {
            RasterDataType.Byte => Whole<T, byte>(pixels, "|u1", noData, mask),
            RasterDataType.SByte => Whole<T, sbyte>(pixels, "|i1", noData, mask),
            RasterDataType.UInt16 => Whole<T, ushort>(pixels, "<u2", noData, mask),
            RasterDataType.Int16 => Whole<T, short>(pixels, "<i2", noData, mask),
            RasterDataType.UInt32 => Whole<T, uint>(pixels, "<u4", noData, mask),
            RasterDataType.Int32 => Whole<T, int>(pixels, "<i4", noData, mask),
            RasterDataType.Float32 => Real<T, float>(pixels, "<f4", mask),
            RasterDataType.Float64 => Real<T, double>(pixels, "<f8", mask),
            _ => throw new ArgumentOutOfRangeException(nameof(type), type, "NPY has no such type here."),
        };

    private static byte[] Real<T, TFile>(PixelBuffer<T> pixels, string type, bool mask)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFile : unmanaged, IFloatingPointIeee754<TFile>
    {
        var file = Begin<T, TFile>(pixels, type, mask, out var cells);
        var values = pixels.Values;
        if (typeof(T) == typeof(TFile))
        {
            MemoryMarshal.Cast<T, TFile>(values).CopyTo(cells);
        }
        else
        {
            for (var i = 0; i < values.Length; i++)
                cells[i] = TFile.CreateTruncating(values[i]);
        }

        WriteMask(pixels, cells[values.Length..], TFile.CreateTruncating(255));
        return file;
    }

    private static byte[] Whole<T, TFile>(PixelBuffer<T> pixels, string type, double? noData, bool mask)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFile : unmanaged, IBinaryInteger<TFile>, IMinMaxValue<TFile>
    {
        var file = Begin<T, TFile>(pixels, type, mask, out var cells);
        var missing = noData is { } number && double.IsInteger(number) && double.CreateSaturating(TFile.CreateSaturating(number)) == number
            ? TFile.CreateSaturating(number)
            : TFile.Zero;
        var values = pixels.Values;
        for (var i = 0; i < values.Length; i++)
            cells[i] = T.IsNaN(values[i]) ? missing : TFile.CreateSaturating(T.Round(values[i]));
        WriteMask(pixels, cells[values.Length..], TFile.CreateSaturating(255));
        return file;
    }

    /// <summary>As masks of datasets are in GDAL: a pixel counts when one of its bands does.</summary>
    private static void WriteMask<T, TFile>(PixelBuffer<T> pixels, Span<TFile> mask, TFile valid)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFile : unmanaged
    {
        if (mask.IsEmpty)
            return;
        mask.Clear();
        for (var band = 0; band < pixels.BandCount; band++)
        {
            var values = pixels.Band(band);
            for (var i = 0; i < values.Length; i++)
                mask[i] = T.IsNaN(values[i]) ? mask[i] : valid;
        }
    }

    private static byte[] Begin<T, TFile>(PixelBuffer<T> pixels, string type, bool mask, out Span<TFile> cells)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TFile : unmanaged
    {
        if (!BitConverter.IsLittleEndian)
            throw new PlatformNotSupportedException("NPY is written on little-endian machines only.");
        const int prefix = 10;
        var planes = pixels.BandCount + (mask ? 1 : 0);
        var text = string.Create(
            CultureInfo.InvariantCulture,
            $"{{'descr': '{type}', 'fortran_order': False, 'shape': ({planes}, {pixels.Height}, {pixels.Width}), }}");
        var headerLength = (prefix + text.Length + 1 + HeaderAlignment - 1) / HeaderAlignment * HeaderAlignment;
        var plane = (long)pixels.Width * pixels.Height * Marshal.SizeOf<TFile>();
        var file = new byte[checked((int)(headerLength + (planes * plane)))];
        file[0] = 0x93;
        "NUMPY"u8.CopyTo(file.AsSpan(1));
        file[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(file.AsSpan(8), (ushort)(headerLength - prefix));
        file.AsSpan(prefix, headerLength - prefix).Fill((byte)' ');
        System.Text.Encoding.ASCII.GetBytes(text, file.AsSpan(prefix));
        file[headerLength - 1] = (byte)'\n';
        cells = MemoryMarshal.Cast<byte, TFile>(file.AsSpan(headerLength));
        return file;
    }
}
