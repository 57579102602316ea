using System.IO.Compression;

namespace GeoCore.Evaluation.Inputs;

/// <summary>What a file is by its content.</summary>
public enum FileKind
{
    /// <summary>Text of rows and fields.</summary>
    Csv,

    /// <summary>Apache Parquet.</summary>
    Parquet,

    /// <summary>A GeoJSON object, or one a line.</summary>
    GeoJson,

    /// <summary>NumPy's format of arrays.</summary>
    Npy,

    /// <summary>TIFF of any kind.</summary>
    Tiff,

    /// <summary>A folder.</summary>
    Folder,
}

/// <summary>Tells files by their first bytes, whatever their names end in.</summary>
public static class FileKinds
{
    private const int Looked = 64;

    /// <summary>The kind of a file; what is nothing else is taken for CSV, whose reader explains what it cannot read.</summary>
    /// <exception cref="InputException">There is nothing at the path.</exception>
    public static FileKind Of(string path)
    {
        if (Directory.Exists(path))
            return FileKind.Folder;
        if (!File.Exists(path))
            throw new InputException($"{path}: there is no such file or folder.");
        using var file = File.OpenRead(path);
        if (!file.CanSeek)
            throw new InputException($"{path}: this is a pipe, and files are read more than once.");
        Span<byte> start = stackalloc byte[Looked];
        start = start[..Decompressed(file).ReadAtLeast(start, Looked, throwOnEndOfStream: false)];
        return Of(start);
    }

    /// <summary>The kind that a file beginning so is of.</summary>
    internal static FileKind Of(ReadOnlySpan<byte> start)
    {
        if (start.StartsWith("PAR1"u8))
            return FileKind.Parquet;
        if (start.StartsWith((ReadOnlySpan<byte>)[0x93, .. "NUMPY"u8]))
            return FileKind.Npy;
        // classic and big TIFF in both orders of bytes
        if (start.StartsWith("II*\0"u8) || start.StartsWith("MM\0*"u8) || start.StartsWith("II+\0"u8) || start.StartsWith("MM\0+"u8))
            return FileKind.Tiff;
        var text = start.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]) ? start[3..] : start;
        // the record separator opens the texts of a GeoJSON sequence
        text = text.TrimStart(" \t\r\n\u001e"u8);
        return text.StartsWith("{"u8) || text.StartsWith("["u8) ? FileKind.GeoJson : FileKind.Csv;
    }

    /// <summary>The content of a file that may be compressed by gzip; the file is at its beginning.</summary>
    internal static Stream Decompressed(FileStream file)
    {
        Span<byte> magic = stackalloc byte[2];
        var read = file.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        file.Position = 0;
        return read == 2 && magic.SequenceEqual((ReadOnlySpan<byte>)[0x1F, 0x8B]) ? new GZipStream(file, CompressionMode.Decompress) : file;
    }
}
