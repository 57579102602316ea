using System.Runtime.InteropServices;

namespace GeoCore.Gdal.Native;

/// <summary>Strings that the library owns.</summary>
internal static class NativeText
{
    /// <summary>A copy of a string in UTF-8; null for none.</summary>
    internal static string? Of(nint text) => Marshal.PtrToStringUTF8(text);

    /// <summary>As <see cref="Of"/>, an empty string counting as none.</summary>
    internal static string? NotEmpty(nint text) => Of(text) is { Length: > 0 } copy ? copy : null;
}
