using System.Reflection;

namespace Learners.Host.Plugins;

/// <summary>What went wrong with a plug-in, in words for the person who put it there.</summary>
internal static class PluginFault
{
    /// <summary>The end of a sentence that begins with the plug-in.</summary>
    /// <param name="fault">What was thrown while it was loaded.</param>
    internal static string Explain(Exception fault) => fault switch
    {
        PluginException => fault.Message,
        TargetInvocationException { InnerException: { } inner } => Explain(inner),
        ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } => Explain(first),
        BadImageFormatException => "is no .NET assembly of this processor",
        FileNotFoundException { FileName: { } missing } => $"needs {missing}, which neither it nor this program has",
        FileLoadException { FileName: { } other } => $"needs {other}, of which this program has another version",
        TypeLoadException or MissingMemberException => $"was built for another version of this program ({fault.Message})",
        _ => $"fails with {fault.GetType().Name}: {fault.Message}",
    };
}
