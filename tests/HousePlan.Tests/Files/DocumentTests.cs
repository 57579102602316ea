using System.Text.RegularExpressions;

namespace HousePlan.Tests.Files;

public class DocumentTests
{
    private const string Decisions = "docs/decisions/";

    [Fact]
    public void Decision_pages_have_numbers_of_their_own_and_stand_in_the_index()
    {
        var pages = Checkout.Files(".md").Where(path => path.StartsWith(Decisions, StringComparison.Ordinal) && path != Decisions + "README.md")
            .ToDictionary(path => path[Decisions.Length..], Checkout.Read);
        Assert.NotEmpty(pages);
        Assert.Empty(Faults(pages, Checkout.Read(Decisions + "README.md")));
    }

    [Fact]
    public void A_decision_without_its_own_number_heading_or_place_in_the_index_is_found()
    {
        var pages = new Dictionary<string, string> { ["0001-a.md"] = "# 0001 A\n", ["0001-b.md"] = "# 0001 B\n", ["0003-c.md"] = "# Three\n", ["four.md"] = "# 0004 Four\n" };
        Assert.Equal(
            ["two pages have the number 0001", "0003-c.md does not begin with '# 0003 '", "four.md has no number", "four.md is not in the index"],
            Faults(pages, "[a](0001-a.md) [b](0001-b.md) [c](0003-c.md)"));
    }

    [Fact]
    public void Links_between_documents_lead_somewhere() =>
        Assert.Empty(Checkout.Files(".md").SelectMany(path => BrokenLinks(path, Checkout.Read(path))));

    [Fact]
    public void A_link_that_leads_nowhere_is_found() =>
        Assert.Equal(["README.md: docs/none.md"], BrokenLinks("README.md", "[x](docs/none.md) [y](LICENSE) [z](https://example.com/) [w](#here)"));

    private static IEnumerable<string> Faults(IReadOnlyDictionary<string, string> pages, string index)
    {
        foreach (var twins in pages.Keys.Where(name => Number(name).Length > 0).GroupBy(Number).Where(group => group.Count() > 1))
            yield return $"two pages have the number {twins.Key}";
        foreach (var (name, text) in pages)
        {
            if (Number(name).Length == 0)
                yield return $"{name} has no number";
            else if (!text.StartsWith($"# {Number(name)} ", StringComparison.Ordinal))
                yield return $"{name} does not begin with '# {Number(name)} '";
            if (!index.Contains($"]({name})", StringComparison.Ordinal))
                yield return $"{name} is not in the index";
        }
    }

    private static string Number(string name) => Regex.Match(name, @"^(\d{4})-").Groups[1].Value;

    private static IEnumerable<string> BrokenLinks(string path, string text) =>
        Regex.Matches(text, @"\]\(([^)\s#:]+)(#[^)]*)?\)").Select(match => match.Groups[1].Value)
            .Where(target => !Path.Exists(Path.Combine(Checkout.Root, Path.GetDirectoryName(path)!, target)))
            .Select(target => $"{path}: {target}");
}
