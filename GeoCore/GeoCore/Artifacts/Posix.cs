using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using Microsoft.Win32.SafeHandles;

namespace GeoCore.Artifacts;

/// <summary>The calls of Linux that make a publication atomic and that the class library does not have: it can neither rename over a link to
/// a folder, nor exchange two names, nor lock or flush a folder.</summary>
[SupportedOSPlatform("linux")]
internal static partial class Posix
{
    private const int ReadOnly = 0;
    private const int CloseOnExec = 0x80000;
    private const int Exclusive = 2;
    private const int CurrentFolder = -100;
    private const uint ExchangeNames = 2;
    private const int Interrupted = 4;

    /// <summary>Gives an entry another name; what had that name is gone in the same moment. Links are renamed, not followed.</summary>
    /// <exception cref="IOException">The system refuses; the message has its words.</exception>
    public static void Rename(string from, string to) => Check(renameat2(CurrentFolder, from, CurrentFolder, to, 0), to);

    /// <summary>Exchanges the names of two entries of any kind in one moment.</summary>
    /// <exception cref="IOException">The system refuses; the message has its words.</exception>
    public static void Exchange(string one, string other) => Check(renameat2(CurrentFolder, one, CurrentFolder, other, ExchangeNames), other);

    /// <summary>Waits for a folder's lock, which no other process or thread holds then. Disposing of the handle, or the end of the process, lets go of it.</summary>
    /// <exception cref="IOException">The folder cannot be opened.</exception>
    public static SafeFileHandle Lock(string folder)
    {
        var handle = Open(folder);
        while (flock(handle, Exclusive) != 0)
        {
            if (Marshal.GetLastPInvokeError() == Interrupted)
                continue;
            handle.Dispose();
            Check(-1, folder);
        }

        return handle;
    }

    /// <summary>Waits until the disk has the names of a folder's entries.</summary>
    /// <exception cref="IOException">The folder cannot be opened, or the disk failed.</exception>
    public static void Flush(string folder)
    {
        using var handle = Open(folder);
        Check(fsync(handle), folder);
    }

    private static SafeFileHandle Open(string folder)
    {
        var handle = open(folder, ReadOnly | CloseOnExec);
        if (handle.IsInvalid)
            Check(-1, folder);
        return handle;
    }

    private static void Check(int result, string path)
    {
        if (result != 0)
            throw new IOException($"'{path}': {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int renameat2(int fromFolder, string from, int toFolder, string to, uint flags);

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle open(string path, int flags);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int flock(SafeFileHandle file, int operation);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int fsync(SafeFileHandle file);
}
