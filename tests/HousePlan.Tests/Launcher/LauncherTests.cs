using System.Text.RegularExpressions;

namespace HousePlan.Tests.Launcher;

public class LauncherTests
{
    [Fact]
    public void Help_names_every_command_that_the_launcher_has()
    {
        var (code, output, _) = Bash.Run("./geosuite --help");
        Assert.Equal(0, code);
        var named = Regex.Matches(output, @"^  ([a-z-]+)", RegexOptions.Multiline).Select(match => match.Groups[1].Value).ToHashSet();
        var cases = Regex.Matches(Checkout.Read("geosuite"), @"^  ([a-z|-]+)\)", RegexOptions.Multiline)
            .SelectMany(match => match.Groups[1].Value.Split('|')).Where(word => word is not ("help" or "--help" or "-h")).ToHashSet();
        Assert.Superset(new HashSet<string> { "serve", "train", "bench", "test", "raster-data" }, named);
        Assert.Equal(cases.Order(), named.Order());
    }

    [Fact]
    public void A_command_that_does_not_exist_is_wrong_usage()
    {
        var (code, output, error) = Bash.Run("./geosuite fly");
        Assert.Equal(2, code);
        Assert.Empty(output);
        Assert.StartsWith("geosuite: unknown command 'fly'", error, StringComparison.Ordinal);
    }

    [Fact]
    public void Test_explains_itself_without_building_anything()
    {
        var (code, output, _) = Bash.Run("./geosuite test --help");
        Assert.Equal(0, code);
        Assert.Contains("usage: ./geosuite test", output, StringComparison.Ordinal);
    }
}
