using System.Text.Json;
using GeoCore.Geolocation.Release;

namespace GeoCore.Tests.Geolocation.Release;

public sealed class AuditLogTests : IDisposable
{
    private readonly string _folder = Path.Combine(Path.GetTempPath(), $"audit-{Guid.NewGuid():N}");

    private string LogFile => Path.Combine(_folder, "geolocate.jsonl");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_line_has_the_hash_and_the_decision_and_a_restart_appends()
    {
        new AuditLog(LogFile).Write(Record(1));
        new AuditLog(LogFile).Write(Record(2) with { Decision = AuditRecord.Refused, Reason = "People hide here." });

        var lines = File.ReadAllLines(LogFile);
        Assert.Equal(2, lines.Length);
        var second = JsonDocument.Parse(lines[1]).RootElement;
        Assert.Equal("refused", second.GetProperty("decision").GetString());
        Assert.Equal("People hide here.", second.GetProperty("reason").GetString());
        Assert.Equal(64, second.GetProperty("pictureSha256").GetString()!.Length);
        Assert.False(JsonDocument.Parse(lines[0]).RootElement.TryGetProperty("reason", out _));
    }

    [Fact]
    public void Writers_side_by_side_lose_no_line_and_two_files_bound_the_log()
    {
        const int Count = 200;
        var length = Length(Record(0));
        var log = new AuditLog(LogFile, largestBytes: length * Count);
        Parallel.For(0, Count, i => log.Write(Record(i)));

        Assert.Equal(Count, Lines(LogFile).Distinct().Count());

        log.Write(Record(0));
        Assert.Single(Lines(LogFile));
        Assert.Equal(Count, Lines(LogFile + ".1").Length);
    }

    [Fact]
    public void Where_nothing_can_be_written_it_is_known_before_the_first_answer()
    {
        Directory.CreateDirectory(LogFile); // a folder where the file should be

        Assert.ThrowsAny<Exception>(() => new AuditLog(LogFile));
    }

    private static AuditRecord Record(int i) => new(DateTimeOffset.UnixEpoch, i.ToString("x64"), 4096, "overhead", "command-line", AuditRecord.Answered);

    private long Length(AuditRecord record)
    {
        var file = Path.Combine(_folder, "one.jsonl");
        new AuditLog(file).Write(record);
        return new FileInfo(file).Length;
    }

    private static string[] Lines(string file) => File.ReadAllLines(file);
}
