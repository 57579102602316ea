using System.Text.RegularExpressions;
using System.Xml.Linq;
using HousePlan.Tests.Arrows;

namespace HousePlan.Tests.Files;

public class PackageVersionTests
{
    private static readonly IReadOnlyDictionary<string, string> s_versions = Parse(Checkout.Read("Directory.Packages.props"));

    [Fact]
    public void Central_versions_are_exact() => Assert.Empty(Inexact(s_versions));

    [Theory]
    [InlineData("10.*")]
    [InlineData("[2.0,3.0)")]
    [InlineData("")]
    [InlineData("latest")]
    public void A_version_that_leaves_a_choice_is_found(string version) =>
        Assert.Equal(["Some"], Inexact(Parse($"""<Project><PackageVersion Include="Some" Version="{version}" /></Project>""")));

    [Fact]
    public void Projects_name_packages_and_never_versions()
    {
        Assert.True(ProjectFile.All.Count > 10);
        Assert.All(ProjectFile.All, project => Assert.Empty(project.PackagesWithVersion));
        Assert.Equal(["Some"], ProjectFile.Parse("X", """<Project><PackageReference Include="Some" Version="1.0.0" /></Project>""").PackagesWithVersion);
    }

    [Fact]
    public void Every_package_that_a_project_names_has_a_central_version() =>
        Assert.Empty(ProjectFile.All.SelectMany(project => project.Packages).Except(s_versions.Keys));

    private static Dictionary<string, string> Parse(string xml) =>
        XDocument.Parse(xml).Descendants("PackageVersion").ToDictionary(item => item.Attribute("Include")!.Value, item => item.Attribute("Version")!.Value);

    private static IEnumerable<string> Inexact(IReadOnlyDictionary<string, string> versions) =>
        versions.Where(version => !Regex.IsMatch(version.Value, @"^\d+(\.\d+){1,3}(-[\w.]+)?$")).Select(version => version.Key);
}
