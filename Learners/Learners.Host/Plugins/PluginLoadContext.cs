using System.Reflection;
using System.Runtime.Loader;

namespace Learners.Host.Plugins;

/// <summary>Where the assemblies of one plug-in live: its own, of whatever versions, except those through which it talks with the host.</summary>
internal sealed class PluginLoadContext : AssemblyLoadContext
{
    /// <summary>Assemblies of which plug-ins use the host's copy, even if they bring one along: their types cross the border.</summary>
    internal static readonly IReadOnlyList<string> Shared = ["Learners.Contracts", "Learners.Torch", "GeoCore", "NetTopologySuite", "TorchSharp"];

    private readonly AssemblyDependencyResolver _resolver;

    /// <summary>Prepares the context; nothing is loaded yet.</summary>
    /// <param name="path">The plug-in's own assembly.</param>
    internal PluginLoadContext(string path)
        : base(Path.GetFileNameWithoutExtension(path)) => _resolver = new AssemblyDependencyResolver(path);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        !Shared.Contains(assemblyName.Name) && _resolver.ResolveAssemblyToPath(assemblyName) is { } path
            ? LoadFromAssemblyPath(path)
            : null; // the host's

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        _resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
