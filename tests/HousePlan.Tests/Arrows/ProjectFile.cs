using System.Xml.Linq;

namespace HousePlan.Tests.Arrows;

/// <summary>What a project file says.</summary>
/// <param name="Name">Of the project.</param>
/// <param name="Projects">Names of the projects it refers to.</param>
/// <param name="Packages">Names of the packages it refers to.</param>
/// <param name="PackagesWithVersion">Those of them whose version it states itself.</param>
/// <param name="IsExecutable">Whether it makes a program.</param>
internal sealed record ProjectFile(
    string Name, IReadOnlyList<string> Projects, IReadOnlyList<string> Packages, IReadOnlyList<string> PackagesWithVersion, bool IsExecutable)
{
    /// <summary>The projects that make the product: not the tests.</summary>
    public static IReadOnlyList<ProjectFile> Product { get; } =
        [.. Checkout.Files(".csproj").Where(path => !path.StartsWith("tests/", StringComparison.Ordinal)).Select(Read)];

    /// <summary>Every project.</summary>
    public static IReadOnlyList<ProjectFile> All { get; } = [.. Checkout.Files(".csproj").Select(Read)];

    /// <summary>Reads the text of a project file.</summary>
    public static ProjectFile Parse(string name, string xml)
    {
        var items = XDocument.Parse(xml).Descendants().ToList();
        var packages = items.Where(item => item.Name.LocalName == "PackageReference").ToList();
        return new ProjectFile(
            name,
            [.. Included(items.Where(item => item.Name.LocalName == "ProjectReference")).Select(path => Path.GetFileNameWithoutExtension(path.Replace('\\', '/')))],
            [.. Included(packages)],
            [.. Included(packages.Where(item => item.Attribute("Version") is not null || item.Attribute("VersionOverride") is not null))],
            items.Any(item => item.Name.LocalName == "OutputType" && item.Value == "Exe"));
    }

    /// <summary>What it refers to and its room does not allow.</summary>
    public IEnumerable<string> Breaches()
    {
        var room = Room.Of(Name);
        return Projects.Where(project => !room.Projects.Contains(project) && !(room.Projects.Contains("*paper") && Room.Of(project).IsPaper))
            .Select(project => $"{Name} refers to the project {project}")
            .Concat(Packages.Except(room.Packages).Select(package => $"{Name} refers to the package {package}"));
    }

    private static ProjectFile Read(string path) => Parse(Path.GetFileNameWithoutExtension(path), Checkout.Read(path));

    private static IEnumerable<string> Included(IEnumerable<XElement> items) => items.Select(item => item.Attribute("Include")?.Value).OfType<string>();
}
