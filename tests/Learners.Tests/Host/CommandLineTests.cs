using System.Text.Json;

namespace Learners.Tests.Host;

public class CommandLineTests
{
    [Theory]
    [InlineData("there is no learner 'weather'; there is location-encoder", "train", "weather", "--data", "land")]
    [InlineData("location-encoder cannot learn 'moon'", "train", "location-encoder", "--data", "moon")]
    [InlineData("location-encoder has no preset 'huge'; choose published", "train", "location-encoder", "--data", "land", "--preset", "huge")]
    [InlineData("location-encoder has no parameter 'depth'; it has degrees", "train", "location-encoder", "--data", "land", "--set", "depth=3")]
    [InlineData("degrees is a whole number from 1 to 400, not '0'", "train", "location-encoder", "--data", "land", "--set", "degrees=0")]
    [InlineData("learning-rate is a number from 0 to 10, not 'NaN'", "train", "location-encoder", "--data", "land", "--set", "learning-rate=NaN")]
    [InlineData("--set takes name=value, not 'degrees'", "train", "location-encoder", "--data", "land", "--set", "degrees")]
    [InlineData("--threads is 1 to 1024, not 0", "train", "location-encoder", "--data", "land", "--threads", "0")]
    [InlineData("there is no learner 'weather'", "learners", "show", "weather")]
    [InlineData("'no-such-model' is neither the folder", "learners", "evaluate", "no-such-model")]
    public async Task Wrong_usage_is_one_line_that_names_what_is_wrong_and_exit_code_2(string expected, params string[] words)
    {
        var run = await CommandRun.Of(words);

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith("geosuite: " + expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
        Assert.Empty(run.Output);
    }

    [Theory]
    [InlineData("there is no file", "train", "location-encoder", "--data", "landcover", "--source", "no-such.tif")]
    [InlineData("unknown device 'abacus'", "train", "location-encoder", "--data", "land-ocean", "--device", "abacus")]
    public async Task A_failure_is_one_line_and_exit_code_1(string expected, params string[] words)
    {
        var run = await CommandRun.Of(words);

        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("geosuite: " + expected, Assert.Single(run.ErrorLines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_argument_is_told_and_help_is_offered()
    {
        var run = await CommandRun.Of("train");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("train", run.ErrorLines[0], StringComparison.Ordinal);
        Assert.Equal("geosuite: try 'train --help'", run.ErrorLines[^1]);
    }

    [Fact]
    public async Task Learners_are_listed_and_shown_for_people_and_for_programs()
    {
        var list = await CommandRun.Of("learners");
        var listed = await CommandRun.Of("learners", "list", "--json");
        var show = await CommandRun.Of("learners", "show", "location-encoder");
        var shown = await CommandRun.Of("learners", "show", "location-encoder", "--json");

        Assert.Contains("location-encoder", list.Output, StringComparison.Ordinal);
        Assert.Contains("arXiv 2310.06743", show.Output, StringComparison.Ordinal);
        Assert.Contains("boundary-share=0.5", show.Output, StringComparison.Ordinal);
        using var all = JsonDocument.Parse(listed.Output);
        using var one = JsonDocument.Parse(shown.Output);
        Assert.Equal("location-encoder", all.RootElement[0].GetProperty("name").GetString());
        var degrees = one.RootElement.GetProperty("parameters").EnumerateArray().Single(parameter => parameter.GetProperty("name").GetString() == "degrees");
        Assert.Equal(("integer", 400), (degrees.GetProperty("type").GetString(), degrees.GetProperty("maximum").GetInt32()));
    }
}
