namespace TileServer.Evaluations;

/// <summary>Files of a result: each appears as a whole or not at all.</summary>
internal static class OutputFile
{
    /// <summary>Writes a text in UTF-8.</summary>
    internal static void Write(string folder, string name, string text) => Write(folder, name, path => File.WriteAllText(path, text));

    /// <summary>Writes bytes.</summary>
    internal static void Write(string folder, string name, byte[] bytes) => Write(folder, name, path => File.WriteAllBytes(path, bytes));

    /// <summary>Lets a file be written beside its place, then puts it there.</summary>
    internal static void Write(string folder, string name, Action<string> write)
    {
        Directory.CreateDirectory(folder);
        // the ending stays, since some writers tell formats by it
        var part = Path.Combine(folder, ".part-" + name);
        try
        {
            File.Delete(part);
            write(part);
            File.Move(part, Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            File.Delete(part);
        }
    }

    /// <summary>A field of CSV.</summary>
    internal static string Field(string text) =>
        text.AsSpan().IndexOfAny(",\"\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
