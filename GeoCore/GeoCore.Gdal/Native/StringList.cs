namespace GeoCore.Gdal.Native;

/// <summary>A list of strings as GDAL's C API takes it.</summary>
internal sealed class StringList : IDisposable
{
    internal StringList(params ReadOnlySpan<string> texts)
    {
        foreach (var text in texts)
        {
            Pointer = NativeMethods.CSLAddString(Pointer, text);
        }
    }

    /// <summary>The list; 0 while it is empty.</summary>
    internal nint Pointer { get; private set; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _ = NativeMethods.CSLDestroy(Pointer);
        Pointer = 0;
    }

    /// <summary>Copies a list that GDAL owns.</summary>
    internal static unsafe List<string> Read(nint list)
    {
        var texts = new List<string>();
        for (var item = (nint*)list; item != null && *item != 0; item++)
        {
            texts.Add(NativeText.Of(*item) ?? string.Empty);
        }

        return texts;
    }
}
