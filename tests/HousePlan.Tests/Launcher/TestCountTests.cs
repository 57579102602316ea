namespace HousePlan.Tests.Launcher;

public class TestCountTests
{
    private const string Green = "passed A\nTest run summary: Passed!\n  total: 3\n  failed: 0\n  succeeded: 2\n  skipped: 1\n  duration: 1s\n";
    private const string Red = "Test run summary: Failed!\n  total: 3\n  failed: 1\n  succeeded: 2\n  skipped: 0\n";
    private const string Crash = "  failed: 7\nTest run summary: Failed!\n  b.dll Zero tests ran\n\n  error: 1\n\n  total: 2\n  failed: 0\n  succeeded: 1\n  skipped: 1\n";

    [Theory]
    [InlineData(0, Green, 0, "2 passed, 0 failed, 1 skipped")]
    [InlineData(2, Red, 1, "2 passed, 1 failed, 0 skipped")]
    [InlineData(134, Crash, 1, "1 passed, 1 failed, 1 skipped")]
    [InlineData(0, "  format failed\n" + Green, 1, "2 passed, 1 failed, 1 skipped")]
    [InlineData(1, Green, 1, "2 passed, 1 failed, 1 skipped")]
    [InlineData(1, "", 1, "0 passed, 1 failed, 0 skipped")]
    [InlineData(0, "", 1, "0 passed, 1 failed, 0 skipped")]
    public void The_last_line_counts_crashes_and_early_ends_as_failures(int runnerCode, string log, int code, string line)
    {
        var file = Path.GetTempFileName();
        File.WriteAllText(file, log);
        var (actualCode, output, _) = Bash.Run("source eng/test.sh; count_tests \"$1\" \"$2\"", $"{runnerCode}", file);
        File.Delete(file);
        Assert.Equal(line + "\n", output);
        Assert.Equal(code, actualCode);
    }

    [Fact]
    public void A_build_that_fails_still_ends_with_the_line()
    {
        var (code, output, error) = Bash.Run("""
            set -euo pipefail
            root=$PWD out=$(mktemp -d)
            say() { echo "$*" >&2; }; die() { say "$*"; exit 1; }
            require_gdal() { :; }; install_packages() { :; }; require_dotnet() { :; }; require_viewer_library() { :; }
            dotnet() { [ "$1" != build ]; }
            source eng/test.sh
            run_tests
            """);
        Assert.Equal("0 passed, 1 failed, 0 skipped\n", output);
        Assert.Equal(1, code);
        Assert.Equal("the build failed\n", error);
    }

    [Fact]
    public void A_runner_that_crashes_still_ends_with_the_line()
    {
        var (code, output, _) = Bash.Run("""
            set -euo pipefail
            root=$PWD out=$(mktemp -d)
            require_gdal() { :; }; install_packages() { :; }; require_dotnet() { :; }; require_viewer_library() { :; }
            dotnet() { [ "$1" != test ] || { echo "Aborted"; return 134; }; }
            source eng/test.sh
            run_tests
            """);
        Assert.Equal("Aborted\n0 passed, 1 failed, 0 skipped\n", output);
        Assert.Equal(1, code);
    }
}
