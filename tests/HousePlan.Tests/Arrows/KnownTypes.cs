using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;

namespace HousePlan.Tests.Arrows;

/// <summary>Which types the code of an assembly touches, read from its instructions.</summary>
internal static class KnownTypes
{
    private static readonly Architecture s_architecture = new ArchLoader().LoadAssemblies(
        [.. ProjectFile.Product.Select(project => System.Reflection.Assembly.Load(project.Name)), typeof(KnownTypes).Assembly]).Build();

    /// <summary>Types of an assembly that touch a type whose full name a pattern matches.</summary>
    /// <param name="assembly">Simple name of the assembly.</param>
    /// <param name="pattern">Regular expression.</param>
    /// <param name="within">Beginning of the full names that are looked at.</param>
    public static IReadOnlyList<string> Touching(string assembly, string pattern, string within = "") =>
        [.. s_architecture.Types
            .Where(type => type.Assembly.Name.Split(',')[0] == assembly && type.FullName.StartsWith(within, StringComparison.Ordinal))
            .SelectMany(type => type.Dependencies.Select(dependency => dependency.Target.FullName)
                .Where(name => Regex.IsMatch(name, pattern))
                .Select(name => $"{type.FullName} knows {name}"))
            .Distinct().Order(StringComparer.Ordinal)];

    /// <summary>Number of types of an assembly that were read.</summary>
    public static int Count(string assembly) => s_architecture.Types.Count(type => type.Assembly.Name.Split(',')[0] == assembly);
}
