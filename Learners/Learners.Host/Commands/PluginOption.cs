using System.CommandLine;
using Learners.Host.Plugins;
using Learners.Host.Registry;
using Learners.Torch.Training;

namespace Learners.Host.Commands;

/// <summary><c>--plugins FOLDER</c>, which every command has: where learners of other people lie.</summary>
internal static class PluginOption
{
    /// <summary>Names the folder where the option does not; a host hands it on to its trainers.</summary>
    internal const string Variable = "GEOSUITE_PLUGINS";

    internal static Option<string?> Create() => new("--plugins")
    {
        Description = $"Folder of plug-ins; the variable {Variable}, else plugins beside the launcher, when not given",
        Recursive = true,
    };

    /// <summary>The folder that a command line means.</summary>
    /// <param name="named">Value of the option.</param>
    /// <exception cref="UsageException">Somebody named a folder that is not there.</exception>
    internal static string Folder(string? named)
    {
        var variable = Environment.GetEnvironmentVariable(Variable);
        var folder = named ?? (string.IsNullOrEmpty(variable) ? null : variable);
        return folder is null || Directory.Exists(folder)
            ? Path.GetFullPath(folder ?? Path.Combine(Home.Folder, "plugins"))
            : throw new UsageException($"--plugins or {Variable} names '{folder}', which is no folder");
    }

    /// <summary>The papers' learners and those of plug-ins.</summary>
    internal static IReadOnlyList<ILearnerDefinition> Learners(string? named, TextWriter error) =>
    [
        .. LearnerRegistry.Papers,
        .. PluginFolder.Load(Folder(named), LearnerRegistry.Papers, line => error.WriteLine("geosuite: " + line)),
    ];
}
