namespace GeoCore.Imaging;

/// <summary>Writes pictures in one format. Implementations are immutable, can be used from many threads, and give the same bytes for the same pixels.</summary>
public interface IImageEncoder
{
    /// <summary>For example <c>image/png</c>.</summary>
    string MediaType { get; }

    /// <summary>Writes a picture.</summary>
    /// <param name="pixels">Packed colours as in <see cref="PackedColor"/>, row by row from the top.</param>
    /// <param name="width">Pixels of a row, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <exception cref="ArgumentException"><paramref name="pixels"/> is not width × height long.</exception>
    byte[] Encode(ReadOnlySpan<uint> pixels, int width, int height);
}
