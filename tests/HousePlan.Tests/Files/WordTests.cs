using System.Text.RegularExpressions;

namespace HousePlan.Tests.Files;

public class WordTests
{
    /// <summary>Put together from halves, so that this file does not contain them.</summary>
    private static readonly Regex s_banned = new(
        string.Join('|', [
            @"(?<![\w.$}*])/" + "(work|tmp|root|home)/", // a place on somebody's machine
            @"registry\." + @"\w+\.\w+", @"nuget\." + "org/", @"deb\." + "debian", @"pypi\." + "org", // a package host: any mirror must do
            @"\bTO" + @"DO\b", @"\bFIX" + @"ME\b", @"\bTEMPO" + @"RARY\b", @"\bNotImpl" + "ementedException", @"\bis a st" + @"ub\b",
        ]),
        RegexOptions.Compiled);

    [Fact]
    public void No_file_names_a_machine_a_package_host_or_unfinished_work()
    {
        var files = Checkout.Files(".cs", ".csproj", ".props", ".targets", ".sh", ".js", ".mjs", ".css", ".html", ".md", ".json", ".yml", ".py", "geosuite", "run");
        Assert.True(files.Count > 150);
        Assert.Contains("geosuite", files);
        Assert.Empty(files.SelectMany(path => Banned(path, Checkout.Read(path))));
    }

    [Theory]
    [InlineData("var path = \"/wo" + "rk/main\";")]
    [InlineData("cp x /t" + "mp/x")]
    [InlineData("\"resolved\": \"https://registry.np" + "mjs.org/x\"")]
    [InlineData("// TO" + "DO later")]
    [InlineData("/// <summary>TEMPO" + "RARY.</summary>")]
    public void A_banned_word_is_found(string text) => Assert.Single(Banned("x", text));

    [Theory]
    [InlineData("Path.Combine(root, \"artifacts/work/x\")")]
    [InlineData("todo: registry of colormaps, temporary folder")]
    public void Ordinary_words_are_not(string text) => Assert.Empty(Banned("x", text));

    private static IEnumerable<string> Banned(string path, string text) => s_banned.Matches(text).Select(match => $"{path}: {match.Value}");
}
