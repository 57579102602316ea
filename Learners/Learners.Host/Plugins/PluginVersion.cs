using System.Reflection;

namespace Learners.Host.Plugins;

/// <summary>Whether a plug-in was built against assemblies that this program can stand in for.</summary>
internal static class PluginVersion
{
    /// <summary>Compares what a plug-in refers to with what is shared.</summary>
    /// <param name="plugin">The plug-in's own assembly.</param>
    /// <exception cref="PluginException">A shared assembly has another version.</exception>
    internal static void Check(Assembly plugin)
    {
        foreach (var wanted in plugin.GetReferencedAssemblies().Where(reference => PluginLoadContext.Shared.Contains(reference.Name)))
        {
            var present = Assembly.Load(new AssemblyName(wanted.Name!)).GetName().Version!;
            if (wanted.Version is { } version && !Fits(version, present))
            {
                throw new PluginException(
                    $"was built for {wanted.Name} {version.ToString(3)} and this program has {present.ToString(3)}; build it against this version");
            }
        }
    }

    /// <summary>Semantic versions: the same major number, before 1.0 the same minor number too, and nothing newer than what is there.</summary>
    /// <param name="wanted">What the plug-in was built for.</param>
    /// <param name="present">What this program has.</param>
    internal static bool Fits(Version wanted, Version present) =>
        wanted.Major == present.Major && (wanted.Major > 0 || wanted.Minor == present.Minor) && wanted <= present;
}
