using GeoCore.Evaluation.Inputs;
using GeoCore.Parquet;
using Parquet;
using Parquet.Schema;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class ParquetTableTests : IDisposable
{
    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Groups_of_rows_types_and_missing_values_are_read()
    {
        var path = await WriteAsync();
        using var table = ParquetTable.Open(path);
        Assert.Equal(FileKind.Parquet, FileKinds.Of(path));
        Assert.Equal(["query", "lat", "lon", "score", "cell"], table.Columns);
        Assert.True(table.Read());
        Assert.Equal("a", table.Text(0));
        Assert.Equal((10.5, 20.25, 0.5), (table.Number(1), table.Number(2), table.Number(3)));
        Assert.Equal("9223372036854775807", table.Text(4)); // all digits of 64 bits
        Assert.True(table.Read());
        Assert.Contains("row 2, column score: is empty", Assert.Throws<InputException>(() => table.Number(3)).Message, StringComparison.Ordinal);
        Assert.True(table.Read());
        Assert.Equal("b", table.Text(0));
        Assert.True(table.Read());
        Assert.Equal((4, 1.0), (table.Line, table.Progress));
        Assert.False(table.Read());
    }

    [Fact]
    public async Task A_gallery_in_parquet_ranks_as_in_text()
    {
        var path = await WriteAsync();
        var truths = _folder.Truths("query,lat,lon\nb,-3.5,-4.5\n");
        var names = ColumnNames.Parse("score=lat");
        // the missing score of query a is not asked for when another column is the score
        var fault = Assert.Throws<InputException>(() => InputFolder.Rank(new TablePredictions(() => ParquetTable.Open(path), new MapOptions()), truths));
        Assert.Contains("column score", fault.Message, StringComparison.Ordinal);
        Assert.Contains("column lat: is -3.25", Assert.Throws<InputException>(() => InputFolder.Rank(
            new TablePredictions(() => ParquetTable.Open(path), new MapOptions { Columns = names }), truths)).Message, StringComparison.Ordinal);
        var ranked = InputFolder.Rank(new TablePredictions(() => ParquetTable.Open(path), new MapOptions { Columns = ColumnNames.Parse("score=lon"), Kappa = 1 }), truths);
        Assert.False(ranked["b"].Area.IsZeroDensity);
        Assert.Equal(_folder.RankTable("query,lat,lon,score\nb,-3.25,-4.25,-4.25\nb,1,2,2\n", truths, new MapOptions { Kappa = 1 })["b"], ranked["b"]);
    }

    [Fact]
    public async Task A_damaged_file_is_one_line_whatever_the_damage()
    {
        var bytes = await File.ReadAllBytesAsync(await WriteAsync(), TestContext.Current.CancellationToken);
        var random = new Random(7);
        for (var i = 0; i < 150; i++)
        {
            byte[] damaged = i < 20 ? bytes[..(bytes.Length * i / 20)] : [.. bytes];
            for (var hit = 0; hit < 4 && damaged.Length > 4; hit++)
            {
                damaged[random.Next(4, damaged.Length)] ^= (byte)random.Next(1, 256);
            }

            var path = _folder.Write("damaged.parquet", damaged);
            var fault = Record.Exception(() =>
            {
                using var table = ParquetTable.Open(path);
                while (table.Read())
                {
                    _ = table.Text(0);
                }
            });
            Assert.True(fault is null or InputException, fault?.ToString());
            Assert.DoesNotContain('\n', fault?.Message ?? "");
        }
    }

    private async Task<string> WriteAsync()
    {
        var path = _folder.At("p.parquet");
        var schema = new ParquetSchema(
            new DataField<string>("query"), new DataField<double>("lat"), new DataField<float>("lon"), new DataField<double?>("score"), new DataField<long>("cell"));
        await using var file = File.Create(path);
        await using var writer = await ParquetWriter.CreateAsync(schema, file);
        foreach (var (queries, lats, lons, scores, cells) in new (string[], double[], float[], double?[], long[])[]
        {
            (["a", "a"], [10.5, 11], [20.25f, 21], [0.5, null], [long.MaxValue, 5]),
            (["b", "b"], [-3.25, 1], [-4.25f, 2], [1, 2], [6, 7]),
        })
        {
            using var group = writer.CreateRowGroup();
            await group.WriteAsync((DataField)schema[0], queries);
            await group.WriteAsync<double>((DataField)schema[1], (ReadOnlyMemory<double>)lats, null, null, TestContext.Current.CancellationToken);
            await group.WriteAsync<float>((DataField)schema[2], (ReadOnlyMemory<float>)lons, null, null, TestContext.Current.CancellationToken);
            await group.WriteAsync<double>((DataField)schema[3], (ReadOnlyMemory<double?>)scores, null, null, TestContext.Current.CancellationToken);
            await group.WriteAsync<long>((DataField)schema[4], (ReadOnlyMemory<long>)cells, null, null, TestContext.Current.CancellationToken);
        }

        return path;
    }
}
