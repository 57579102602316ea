using System.Buffers;
using System.Buffers.Binary;
using System.IO.Compression;

namespace GeoCore.Imaging;

/// <summary>Collects the chunks of one PNG in a pooled buffer; compressed data is written straight into its chunk.</summary>
/// <remarks>ISO/IEC 15948 (PNG), clauses 5 and 11.</remarks>
internal sealed class PngWriter : Stream
{
    private byte[] _buffer;
    private int _length;

    internal PngWriter(int expectedLength)
    {
        _buffer = ArrayPool<byte>.Shared.Rent(expectedLength + 1024);
        Append([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
    }

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => _length;

    public override long Position
    {
        get => _length;
        set => throw new NotSupportedException();
    }

    internal void WriteHeader(int width, int height, int bitDepth, PngColorType colorType)
    {
        Span<byte> header = stackalloc byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header[4..], height);
        header[8] = (byte)bitDepth;
        header[9] = (byte)colorType;
        header[10..].Clear();
        WriteChunk("IHDR"u8, header);
    }

    internal void WriteChunk(ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        var start = BeginChunk(type);
        Append(data);
        EndChunk(start);
    }

    internal void WriteImageData(ReadOnlySpan<byte> filteredRows, ZLibCompressionOptions compression)
    {
        var start = BeginChunk("IDAT"u8);
        using (var deflate = new ZLibStream(this, compression, leaveOpen: true))
            deflate.Write(filteredRows);
        EndChunk(start);
    }

    internal byte[] Finish()
    {
        WriteChunk("IEND"u8, []);
        return _buffer.AsSpan(0, _length).ToArray();
    }

    public override void Write(byte[] buffer, int offset, int count) => Append(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => Append(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing && _buffer.Length > 0)
        {
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = [];
        }

        base.Dispose(disposing);
    }

    private int BeginChunk(ReadOnlySpan<byte> type)
    {
        var start = _length;
        Append([0, 0, 0, 0]);
        Append(type);
        return start;
    }

    private void EndChunk(int start)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(start), _length - start - 8);
        Span<byte> crc = stackalloc byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(crc, Crc32.Append(0, _buffer.AsSpan(start + 4, _length - start - 4)));
        Append(crc);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > _buffer.Length - _length)
        {
            var larger = ArrayPool<byte>.Shared.Rent(checked(2 * (_length + bytes.Length)));
            _buffer.AsSpan(0, _length).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_buffer);
            _buffer = larger;
        }

        bytes.CopyTo(_buffer.AsSpan(_length));
        _length += bytes.Length;
    }
}

/// <summary>Colour types of IHDR.</summary>
internal enum PngColorType : byte
{
    /// <summary>One channel of brightness.</summary>
    Gray = 0,

    /// <summary>Red, green, blue.</summary>
    Rgb = 2,

    /// <summary>Index into PLTE and tRNS.</summary>
    Palette = 3,

    /// <summary>Red, green, blue, alpha.</summary>
    Rgba = 6,
}
