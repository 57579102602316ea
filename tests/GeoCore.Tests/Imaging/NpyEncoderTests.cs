using System.Diagnostics;
using GeoCore.Imaging;
using GeoCore.Raster;

namespace GeoCore.Tests.Imaging;

public class NpyEncoderTests
{
    [Theory]
    [InlineData(RasterDataType.Byte, "|u1", 1)]
    [InlineData(RasterDataType.SByte, "|i1", 1)]
    [InlineData(RasterDataType.UInt16, "<u2", 2)]
    [InlineData(RasterDataType.Int16, "<i2", 2)]
    [InlineData(RasterDataType.UInt32, "<u4", 4)]
    [InlineData(RasterDataType.Int32, "<i4", 4)]
    [InlineData(RasterDataType.Float32, "<f4", 4)]
    [InlineData(RasterDataType.Float64, "<f8", 8)]
    public void The_header_states_type_order_and_shape(RasterDataType type, string descriptor, int size)
    {
        var bytes = NpyEncoder.Encode(new PixelBuffer<float>(2, 5, 3), type);
        Assert.Equal([0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0], bytes[..8]);
        var end = 10 + BitConverter.ToUInt16(bytes, 8);
        Assert.Equal(0, end % 64);
        var header = System.Text.Encoding.ASCII.GetString(bytes, 10, end - 10);
        Assert.Equal($"{{'descr': '{descriptor}', 'fortran_order': False, 'shape': (3, 3, 5), }}", header.TrimEnd(' ', '\n'));
        Assert.EndsWith("\n", header, StringComparison.Ordinal);
        Assert.Equal(end + (3 * 3 * 5 * size), bytes.Length);
    }

    [Fact]
    public void Floats_keep_NaN_and_every_bit()
    {
        var buffer = Buffer([1.5f, float.NaN, -0f, float.MaxValue]);
        var bytes = NpyEncoder.Encode(buffer, RasterDataType.Float32, noData: -1);
        var cells = Cells(bytes, 4, BitConverter.ToSingle);
        Assert.Equal([1.5f, float.NaN, -0f, float.MaxValue, 255, 0, 255, 255], cells);
        Assert.Equal([1.5, double.NaN, 0, float.MaxValue], Cells(NpyEncoder.Encode(buffer, RasterDataType.Float64, mask: false), 8, BitConverter.ToDouble));
    }

    [Fact]
    public void Whole_numbers_are_rounded_cut_off_and_filled_with_nodata()
    {
        var buffer = Buffer([1.5f, float.NaN, -70000, 1e20f]);
        Assert.Equal([2, -9999, -32768, 32767, 255, 0, 255, 255], Cells(NpyEncoder.Encode(buffer, RasterDataType.Int16, -9999), 2, BitConverter.ToInt16));
        Assert.Equal([2u, 0, 0, uint.MaxValue], Cells(NpyEncoder.Encode(buffer, RasterDataType.UInt32, -9999, mask: false), 4, BitConverter.ToUInt32));
        Assert.Equal([2, 255, 0, 255, 255, 0, 255, 255], NpyEncoder.Encode(buffer, RasterDataType.Byte, 255)[^8..]);
        Assert.Equal([2, 0, 0x80, 127, 127, 0, 127, 127], NpyEncoder.Encode(buffer, RasterDataType.SByte, 0.5)[^8..]);
    }

    [Fact]
    public void A_pixel_counts_when_one_band_has_a_value()
    {
        var buffer = new PixelBuffer<double>(2, 2, 1);
        double[] values = [double.NaN, double.NaN, 7, double.NaN];
        values.CopyTo(buffer.Values);
        Assert.Equal([0, 0, 7, 0, 255, 0], NpyEncoder.Encode(buffer, RasterDataType.Byte)[^6..]);
    }

    [Theory]
    [InlineData(RasterDataType.Byte, "uint8")]
    [InlineData(RasterDataType.SByte, "int8")]
    [InlineData(RasterDataType.UInt16, "uint16")]
    [InlineData(RasterDataType.Int16, "int16")]
    [InlineData(RasterDataType.UInt32, "uint32")]
    [InlineData(RasterDataType.Int32, "int32")]
    [InlineData(RasterDataType.Float32, "float32")]
    [InlineData(RasterDataType.Float64, "float64")]
    public async Task NumPy_reads_the_same_numbers(RasterDataType type, string name)
    {
        const string python = "/usr/bin/python3";
        Assert.SkipUnless(File.Exists(python), "There is no Python.");
        var buffer = new PixelBuffer<float>(2, 3, 2);
        for (var i = 0; i < buffer.Values.Length; i++)
            buffer.Values[i] = i == 4 ? float.NaN : i * 10;
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllBytesAsync(file, NpyEncoder.Encode(buffer, type, 99), TestContext.Current.CancellationToken);
            const string program = "import sys\ntry:\n import numpy as n\nexcept ImportError:\n sys.exit(77)\na=n.load(sys.argv[1]);print(a.dtype,a.shape,a.flags['C_CONTIGUOUS'],*a.ravel().astype(float))";
            using var process = Process.Start(new ProcessStartInfo(python, ["-c", program, file]) { RedirectStandardOutput = true })!;
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.SkipWhen(process.ExitCode == 77, "Python has no numpy.");
            var missing = name.StartsWith("float", StringComparison.Ordinal) ? "nan" : "99.0";
            var valid = type == RasterDataType.SByte ? "127.0" : "255.0";
            var values = Enumerable.Range(0, 12).Select(i => i == 4 ? missing : $"{i * 10}.0").Concat(Enumerable.Repeat(valid, 6));
            Assert.Equal($"{name} (3, 2, 3) True {string.Join(' ', values)}", output.Trim());
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static PixelBuffer<float> Buffer(float[] values)
    {
        var buffer = new PixelBuffer<float>(1, values.Length, 1);
        values.CopyTo(buffer.Values);
        return buffer;
    }

    private static T[] Cells<T>(byte[] file, int size, Func<byte[], int, T> read)
    {
        var start = 10 + BitConverter.ToUInt16(file, 8);
        return [.. Enumerable.Range(0, (file.Length - start) / size).Select(i => read(file, start + (i * size)))];
    }
}
