namespace GeoCore.Imaging.Metadata;

/// <summary>Formats of pictures that are read.</summary>
public enum PictureKind
{
    /// <summary>None of the others.</summary>
    Unknown,

    /// <summary>JPEG.</summary>
    Jpeg,

    /// <summary>PNG.</summary>
    Png,

    /// <summary>WebP.</summary>
    Webp,
}

/// <summary>Tells formats by their first bytes, whatever a file is called.</summary>
public static class PictureKinds
{
    /// <summary>The format of a file's content.</summary>
    /// <param name="content">The content, or at least its first 12 bytes.</param>
    public static PictureKind Of(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return PictureKind.Jpeg;
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]))
            return PictureKind.Png;
        return content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8) ? PictureKind.Webp : PictureKind.Unknown;
    }
}
