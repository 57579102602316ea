using GeoCore.Evaluation;
using GeoCore.Evaluation.Inputs;

namespace GeoCore.Tests.Evaluation;

public sealed class SavedRecallTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("geocore-saved-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData(2, 300)]
    [InlineData(7, 300)]
    [InlineData(3, 11_000)] // beyond what a sample holds
    public void Parts_that_were_saved_and_merged_are_the_whole_to_the_last_byte(int parts, int count)
    {
        var queries = Queries(count);
        var saved = queries.Reverse().Chunk((count + parts - 1) / parts).Select((part, i) => Assert.Single(SavedRecall.Load(Write($"{i}.rva", Of(part))))).ToArray();
        var merged = saved.Aggregate((all, part) => all.Merge(part));
        Assert.Equal(Bytes(Of(queries) with { Missing = parts }), Bytes(merged));
        Assert.Equal(Of(queries).Report.All.Summarise(RecallVariant.Fractional).AucLog, merged.Report.All.Summarise(RecallVariant.Fractional).AucLog);
        Assert.Equal(["zone=0", "zone=1", "zone=2"], merged.Report.Strata.Keys);
    }

    [Fact]
    public void Parts_with_other_settings_or_the_same_queries_are_refused()
    {
        var queries = Queries(20);
        var part = Of(queries[..10]);
        Assert.Contains("q3", Assert.Throws<ArgumentException>(() => part.Merge(Of([queries[3]]))).Message, StringComparison.Ordinal);
        Assert.Contains("other", Assert.Throws<ArgumentException>(() => part.Merge(Of(queries[10..]) with { Settings = "other" })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_was_changed_is_refused_wherever_it_was()
    {
        var bytes = Bytes(Of(Queries(5)));
        foreach (var place in Enumerable.Range(0, 40).Select(i => i * (bytes.Length - 1) / 39))
        {
            byte[] damaged = [.. bytes];
            damaged[place] ^= 0x40;
            Assert.Throws<InputException>(() => SavedRecall.Load(Write("damaged.rva", damaged)));
            Assert.Throws<InputException>(() => SavedRecall.Load(Write("cut.rva", bytes[..place])));
        }

        Assert.Throws<InputException>(() => SavedRecall.Load(Path.Combine(_folder.FullName, "missing.rva")));
    }

    private static RankedQuery[] Queries(int count)
    {
        var random = new Random(5);
        return [.. Enumerable.Range(0, count).Select(i => new RankedQuery(
            $"q{i}", new RequiredArea(1e8 * Math.Pow(random.NextDouble(), 5), 1e4 * random.NextDouble(), 10, random.Next(20) == 0), 0.5 + random.NextDouble(),
            -20 * random.NextDouble(), i % 4 == 0 ? null : i % 7, random.NextDouble()))];
    }

    private static SavedRecall Of(IEnumerable<RankedQuery> queries)
    {
        var saved = new SavedRecall("model", "latlon:1", 1, 0, new StratifiedRecall([1e3, 1e5]), new RecallAccumulator([10, 1e4]));
        foreach (var query in queries)
        {
            saved.Report.Add(query, $"zone={query.Id[^1] % 3}");
            saved.Curve.Add(query);
        }

        return saved;
    }

    private static byte[] Bytes(SavedRecall saved)
    {
        using var stream = new MemoryStream();
        SavedRecall.Save(stream, [saved]);
        return stream.ToArray();
    }

    private string Write(string name, SavedRecall saved) => Write(name, Bytes(saved));

    private string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(_folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }
}
