using System.Text.RegularExpressions;
using TileServer.BrowserTests.Hosting;

namespace TileServer.BrowserTests.Viewer;

public partial class ViewerFilesTests
{
    private static readonly string s_folder = Path.Combine(Repository.WebRoot, "viewer");

    [Fact]
    public void The_page_refers_only_to_files_of_its_own_that_exist()
    {
        var references = Attribute().Matches(File.ReadAllText(Path.Combine(s_folder, "index.html"))).Select(m => m.Groups[1].Value)
            .Where(reference => !reference.StartsWith('#')).ToList();

        Assert.NotEmpty(references);
        Assert.All(references, reference => Assert.StartsWith("/", reference, StringComparison.Ordinal));
        Assert.All(references.Where(NotFetched), reference => Assert.True(File.Exists(Repository.WebRoot + reference), reference));
    }

    [Fact]
    public void Modules_import_only_files_beside_them_that_exist()
    {
        foreach (var module in Directory.GetFiles(s_folder, "*.js"))
        {
            foreach (Match import in Import().Matches(File.ReadAllText(module)))
            {
                var target = import.Groups[1].Value;
                Assert.StartsWith(".", target, StringComparison.Ordinal);
                if (NotFetched(target))
                    Assert.True(File.Exists(Path.Combine(s_folder, target)), $"{Path.GetFileName(module)} imports {target}");
            }
        }
    }

    [Fact]
    public void No_file_names_another_host_but_a_namespace()
    {
        foreach (var file in Directory.GetFiles(s_folder))
        {
            var hosts = Host().Matches(File.ReadAllText(file)).Select(m => m.Value).Where(host => host != "http://www.w3.org");
            Assert.Empty(hosts);
        }
    }

    [Fact]
    public void The_page_has_no_script_or_style_of_its_own_inside()
    {
        var html = File.ReadAllText(Path.Combine(s_folder, "index.html"));

        Assert.DoesNotMatch(InlineCode(), html);
        Assert.Contains("default-src 'self'", html, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", html, StringComparison.Ordinal);
    }

    [Fact]
    public void The_lock_file_names_no_registry_and_pins_what_it_fetches()
    {
        var folder = Path.Combine(Repository.Root, "TileServer", "TileServer", "viewer");

        Assert.DoesNotContain("\"resolved\"", File.ReadAllText(Path.Combine(folder, "package-lock.json")), StringComparison.Ordinal);
        Assert.Contains("\"integrity\": \"sha512-", File.ReadAllText(Path.Combine(folder, "package-lock.json")), StringComparison.Ordinal);
        Assert.Matches(ExactVersion(), File.ReadAllText(Path.Combine(folder, "package.json")));
    }

    // the library is fetched by the launcher
    private static bool NotFetched(string reference) => !reference.Contains("/lib/", StringComparison.Ordinal);

    [GeneratedRegex("""(?:href|src)="([^"]+)"(?!.*noscript)""")]
    private static partial Regex Attribute();

    [GeneratedRegex("from '([^']+)'")]
    private static partial Regex Import();

    [GeneratedRegex("https?://[a-z0-9.-]+")]
    private static partial Regex Host();

    [GeneratedRegex("""<style|\sstyle="|\son[a-z]+="|<script(?![^>]*\ssrc=)""")]
    private static partial Regex InlineCode();

    [GeneratedRegex("\"maplibre-gl\": \"\\d+\\.\\d+\\.\\d+\"")]
    private static partial Regex ExactVersion();
}
