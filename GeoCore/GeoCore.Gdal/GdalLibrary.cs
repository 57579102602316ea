using System.Reflection;
using System.Runtime.InteropServices;
using GeoCore.Gdal.Native;
using GeoCore.Raster;

namespace GeoCore.Gdal;

/// <summary>Finds and prepares the native GDAL library: a configured path, then a MaxRev runtime package beside the program, then the system's.</summary>
public static class GdalLibrary
{
    /// <summary>Environment variable with the path of a libgdal to use instead of any other.</summary>
    public const string PathVariable = "GEOSUITE_GDAL";

    internal const string Name = "gdal";

    private const int NewestVersion = 45;
    private const int OldestVersion = 26;

    /// <summary>Decoded blocks live in GeoSuite's own cache; GDAL's holds what one read needs.</summary>
    private const string CacheMegabytes = "64";

    /// <summary>How long other servers may take to be reached, and to answer.</summary>
    private const string ConnectSeconds = "10", AnswerSeconds = "30";

    private static readonly Lazy<string?> s_problem = new(Prepare);
    private static string? s_loadedPath;

    /// <summary>Whether a library was found and works.</summary>
    public static bool IsAvailable => s_problem.Value is null;

    /// <summary>Why there is no library, in one sentence; null where there is one.</summary>
    public static string? Problem => s_problem.Value;

    /// <summary>Name or path under which the library was loaded; null before its first use or without one.</summary>
    public static string? LoadedPath => s_loadedPath;

    /// <summary>Version such as <c>3.6.2</c>.</summary>
    /// <exception cref="RasterException">There is no library.</exception>
    public static string Version
    {
        get
        {
            Require();
            return NativeText.Of(NativeMethods.GDALVersionInfo("RELEASE_NAME")) ?? "unknown";
        }
    }

    /// <summary>Where the library is looked for, in order.</summary>
    /// <param name="configured">Configured path, or null.</param>
    /// <param name="programFolder">Folder of the program.</param>
    internal static IEnumerable<string> Candidates(string? configured, string programFolder)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            yield return configured;
            yield break; // what is configured is meant
        }

        string[] folders = [Path.Combine(programFolder, "runtimes", RuntimeInformation.RuntimeIdentifier, "native"),
            Path.Combine(programFolder, "runtimes", "linux-x64", "native"), programFolder];
        foreach (var folder in folders.Distinct().Where(Directory.Exists))
        {
            foreach (var file in Directory.GetFiles(folder, "libgdal.so*").OrderByDescending(file => file, StringComparer.Ordinal))
            {
                yield return file;
            }
        }

        // the name without a number exists only with the development package
        for (var version = NewestVersion; version >= OldestVersion; version--)
        {
            yield return $"libgdal.so.{version}";
        }

        yield return "libgdal.so";
    }

    /// <summary>Makes sure that the library is there.</summary>
    /// <exception cref="RasterException">It is not; the message says what to do.</exception>
    internal static void Require()
    {
        if (s_problem.Value is { } problem)
        {
            throw new RasterException(problem);
        }
    }

    private static string? Prepare()
    {
        var assembly = typeof(GdalLibrary).Assembly;
        NativeLibrary.SetDllImportResolver(assembly, Resolve);
        try
        {
            UsePackagedData();
            // GDAL's own handler that prints nothing; messages are read from the thread that failed
            NativeMethods.CPLSetErrorHandler(NativeLibrary.GetExport(Resolve(Name, assembly, null), "CPLQuietErrorHandler"));
            NativeMethods.CPLSetConfigOption("GDAL_NUM_THREADS", "1"); // parallelism belongs to requests
            NativeMethods.CPLSetConfigOption("GDAL_CACHEMAX", CacheMegabytes);
            NativeMethods.CPLSetConfigOption("GDAL_HTTP_CONNECTTIMEOUT", ConnectSeconds);
            NativeMethods.CPLSetConfigOption("GDAL_HTTP_TIMEOUT", AnswerSeconds);
            NativeMethods.GDALAllRegister();
            return null;
        }
        catch (Exception fault) when (fault is DllNotFoundException or EntryPointNotFoundException or BadImageFormatException)
        {
            var configured = Environment.GetEnvironmentVariable(PathVariable);
            return string.IsNullOrEmpty(configured)
                ? $"GDAL is not installed: install the package libgdal32, or name a libgdal in {PathVariable}."
                : $"{PathVariable} names {configured}, which is no usable libgdal.";
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? searchPath)
    {
        if (name != Name)
        {
            return 0;
        }

        foreach (var candidate in Candidates(Environment.GetEnvironmentVariable(PathVariable), AppContext.BaseDirectory))
        {
            if (NativeLibrary.TryLoad(candidate, out var library))
            {
                s_loadedPath ??= candidate;
                return library;
            }
        }

        return 0;
    }

    /// <summary>A packaged library does not know where its coordinate systems are; the system's does.</summary>
    private static void UsePackagedData()
    {
        _ = Resolve(Name, typeof(GdalLibrary).Assembly, null);
        if (Path.GetDirectoryName(s_loadedPath) is not { Length: > 0 } folder)
        {
            return;
        }

        var projections = Path.Combine(folder, "maxrev.gdal.core.libshared");
        if (File.Exists(Path.Combine(projections, "proj.db")))
        {
            using var paths = new StringList(projections);
            NativeMethods.OSRSetPROJSearchPaths(paths.Pointer);
        }

        var data = Path.Combine(folder, "gdal-data");
        if (Directory.Exists(data))
        {
            NativeMethods.CPLSetConfigOption("GDAL_DATA", data);
        }
    }
}
