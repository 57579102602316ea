using System.IO.Compression;
using CsCheck;
using GeoCore.Evaluation.Inputs;

namespace GeoCore.Tests.Evaluation.Inputs;

public sealed class CsvTableTests : IDisposable
{
    private static readonly Gen<string> s_field = Gen.String[Gen.Char["ab ,;\t\"\r\nüß0.5"], 0, 8].Select(text => text.Trim());

    private static readonly Gen<string> s_separators = Gen.Int[0, 2].Select(i => ",;\t"[i].ToString());
    private static readonly Gen<string> s_ends = Gen.Int[0, 2].Select(i => i == 0 ? "\n" : i == 1 ? "\r\n" : "\r");

    private readonly InputFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_by_the_rules_is_read_back()
    {
        Gen.Select(s_field.Array[2, 4].Array[0, 6], s_separators, s_ends, Gen.Bool, Gen.Bool).Sample((rows, separator, end, hasMark, isClosed) =>
        {
            rows = [.. rows.Where(row => row.Length == 3)];
            var text = string.Join(end, rows.Select(row => string.Join(separator, row.Select(Quoted))).Prepend(string.Join(separator, "a", "b", "c"))) + (isClosed ? end : "");
            var path = _folder.Write("t.csv", [.. hasMark ? System.Text.Encoding.UTF8.Preamble : [], .. System.Text.Encoding.UTF8.GetBytes(text)]);
            using var table = CsvTable.Open(path);
            var read = new List<string[]>();
            while (table.Read())
            {
                read.Add([table.Text(0).ToString(), table.Text(1).ToString(), table.Text(2).ToString()]);
            }

            return table.Columns.SequenceEqual(["a", "b", "c"]) && read.Count == rows.Length && read.Zip(rows).All(pair => pair.First.SequenceEqual(pair.Second));
        }, iter: 300, threads: 1);
    }

    [Theory]
    [InlineData("a,b\n1\n", "line 2: has 1 fields where the first line has 2")]
    [InlineData("a,b\n\n\n1,2\n1,2,3\n", "line 5: has 3 fields")]
    [InlineData("a,b\n1,\"x\n", "line 2: a quotation mark is never closed")]
    [InlineData("a,b\n1,x\"y\n", "line 2: field 2 has a quotation mark in the wrong place")]
    [InlineData("a,b\n\"1\"2,3\n", "line 2: field 1 has a quotation mark")]
    [InlineData("a,b\n1,\0\n", "line 2: this is no text")]
    [InlineData("a,a\n1,2\n", "line 1: two columns are named 'a'")]
    [InlineData("", "the file is empty")]
    [InlineData("\n\n", "the file is empty")]
    public void A_malformed_file_is_one_line_with_its_place(string text, string place)
    {
        var path = _folder.Write("t.csv", text);
        var fault = Assert.Throws<InputException>(() =>
        {
            using var table = CsvTable.Open(path);
            while (table.Read())
            {
                _ = table.Text(0);
            }
        });
        Assert.StartsWith(path + ": " + place, fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    [Theory]
    [InlineData("x", "column b: is 'x', which is no number")]
    [InlineData("", "column b: is empty where a number is wanted")]
    [InlineData("1,5e", "has 3 fields")]
    [InlineData("\"1,5\"", "is '1,5', which is no number")]
    public void What_is_no_number_is_told_with_its_column(string field, string told)
    {
        using var table = CsvTable.Open(_folder.Write("t.csv", "a,b\n1," + field + "\n"));
        var fault = Assert.Throws<InputException>(() => table.Read() ? table.Number(1) : 0);
        Assert.Contains("line 2", fault.Message, StringComparison.Ordinal);
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Numbers_are_read_as_programs_write_them()
    {
        string[] fields = [" 1.5 ", "-2e-3", "nan", "inf", "-inf", "Infinity", "\"7\""];
        using var table = CsvTable.Open(_folder.Write("t.csv", "a\tb\n" + string.Concat(fields.Select(field => $"x\t{field}\n"))));
        foreach (var expected in new[] { 1.5, -0.002, double.NaN, double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, 7 })
        {
            Assert.True(table.Read());
            Assert.Equal(expected, table.Number(1));
        }
    }

    [Fact]
    public void A_compressed_file_reads_as_the_file_itself()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write("a,b\n1,2\n"u8);
        }

        using var table = CsvTable.Open(_folder.Write("t.csv.gz", packed.ToArray()));
        Assert.True(table.Read());
        Assert.Equal(2, table.Number(1));
        byte[] damaged = packed.ToArray();
        damaged[12] ^= 0x55;
        Assert.Contains("the compressed file is damaged", Assert.Throws<InputException>(() => CsvTable.Open(_folder.Write("bad.csv.gz", damaged))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_without_an_end_stops_at_the_limit_and_not_at_the_end_of_memory()
    {
        var path = _folder.Write("t.csv", "a,b\n\"" + new string('x', CsvTable.LongestRow + 5));
        using var table = CsvTable.Open(path);
        Assert.Contains("letters", Assert.Throws<InputException>(() => table.Read()).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bytes_that_are_no_text_are_told()
    {
        var path = _folder.Write("t.csv", [.. "a,b\n"u8, 0xFF, 0xFE, 0x80, .. ",1\n"u8]);
        Assert.Contains("UTF-8", Assert.Throws<InputException>(() => CsvTable.Open(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_rows_are_read_in_the_memory_of_one()
    {
        const int rows = 1_000_000;
        var path = _folder.At("large.csv");
        using (var writer = new StreamWriter(path))
        {
            writer.Write("query,score\n");
            for (var i = 0; i < rows; i++)
            {
                writer.Write("q0,0.5\n");
            }
        }

        using var table = CsvTable.Open(path);
        table.Read();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var sum = table.Number(1);
        while (table.Read())
        {
            sum += table.Number(1);
        }

        Assert.Equal(rows * 0.5, sum);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20, "reading allocates by the row");
        Assert.Equal(1, table.Progress);
    }

    private static string Quoted(string field) =>
        field.Any(letter => ",;\t\"\r\n".Contains(letter, StringComparison.Ordinal)) || field.Length == 0 ? $"\"{field.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : field;
}
