using Learners.Torch.Training;

namespace Learners.Host.Plugins;

/// <summary>A folder with a folder for every plug-in: <c>NAME/NAME.dll</c> and what that brings along.</summary>
internal static class PluginFolder
{
    /// <summary>Loads the learners of all plug-ins. One that is broken is left out and reported in a line; it stops neither the others nor the program.</summary>
    /// <param name="folder">The folder; where there is none, there are no plug-ins.</param>
    /// <param name="taken">Learners that are there already; a plug-in does not replace them.</param>
    /// <param name="complain">Receives the lines.</param>
    internal static IReadOnlyList<ILearnerDefinition> Load(string folder, IReadOnlyList<ILearnerDefinition> taken, Action<string> complain)
    {
        var found = new List<ILearnerDefinition>();
        if (!Directory.Exists(folder))
        {
            return found;
        }

        foreach (var plugin in Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal))
        {
            var name = Path.GetFileName(plugin);
            try
            {
                var definitions = LoadOne(Path.GetFullPath(Path.Combine(plugin, name + ".dll")));
                RequireNewNames(definitions, [.. taken, .. found]);
                found.AddRange(definitions);
            }
            catch (Exception fault) // whatever a stranger's code may throw
            {
                complain($"the plug-in '{name}' is left out: it {PluginFault.Explain(fault).ReplaceLineEndings(" ")}");
            }
        }

        return found;
    }

    private static void RequireNewNames(IEnumerable<ILearnerDefinition> definitions, IEnumerable<ILearnerDefinition> taken)
    {
        var names = taken.Select(definition => definition.Card.Name).ToHashSet(StringComparer.Ordinal);
        if (definitions.Select(definition => definition.Card.Name).FirstOrDefault(name => !names.Add(name)) is { } clash)
        {
            throw new PluginException($"brings the learner '{clash}', which is there already");
        }
    }

    private static List<ILearnerDefinition> LoadOne(string path)
    {
        if (!File.Exists(path))
        {
            throw new PluginException($"has no {Path.GetFileName(path)}");
        }

        var assembly = new PluginLoadContext(path).LoadFromAssemblyPath(path);
        PluginVersion.Check(assembly);
        List<ILearnerDefinition> definitions =
        [
            .. assembly.GetExportedTypes()
                .Where(type => type is { IsAbstract: false } && type.IsAssignableTo(typeof(ILearnerDefinition)) && type.GetConstructor([]) is not null)
                .OrderBy(type => type.FullName, StringComparer.Ordinal)
                .Select(type => (ILearnerDefinition)Activator.CreateInstance(type)!),
        ];
        if (definitions.Count == 0)
        {
            throw new PluginException($"has no public class with a constructor without parameters that implements {nameof(ILearnerDefinition)}");
        }

        return definitions.Any(definition => definition.Card is null)
            ? throw new PluginException("has a learner without a card")
            : definitions;
    }
}
