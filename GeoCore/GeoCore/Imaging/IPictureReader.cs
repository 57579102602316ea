namespace GeoCore.Imaging;

/// <summary>Decodes pictures.</summary>
public interface IPictureReader
{
    /// <summary>Decodes a file's content, upright.</summary>
    /// <param name="content">Of a JPEG, PNG or WebP file, told by its first bytes.</param>
    /// <param name="limits">Null for <see cref="PictureLimits.Default"/>.</param>
    /// <exception cref="PictureException">It is no such file, cut off, damaged or beyond a limit.</exception>
    Picture Read(ReadOnlySpan<byte> content, PictureLimits? limits = null);
}
