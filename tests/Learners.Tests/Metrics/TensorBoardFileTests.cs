using System.Buffers.Binary;
using Learners.Contracts;
using Learners.Torch.Metrics;
using Tensorboard;

namespace Learners.Tests.Metrics;

public sealed class TensorBoardFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // from RFC 3720, appendix B.4, and the usual check value
    [Theory]
    [InlineData("313233343536373839", 0xE3069283)]
    [InlineData("0000000000000000000000000000000000000000000000000000000000000000", 0x8A9136AA)]
    [InlineData("FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF", 0x62A8AB43)]
    [InlineData("000102030405060708090A0B0C0D0E0F101112131415161718191A1B1C1D1E1F", 0x46DD794E)]
    [InlineData("", 0)]
    public void Checksums_are_those_of_the_standard(string bytes, uint checksum) =>
        Assert.Equal(checksum, Crc32C.Of(Convert.FromHexString(bytes)));

    [Fact]
    public void A_masked_checksum_is_rotated_by_fifteen_and_shifted() =>
        Assert.Equal(unchecked(((0xE3069283u >> 15) | (0xE3069283u << 17)) + 0xA282EAD8u), Crc32C.MaskedOf("123456789"u8));

    [Fact]
    public void The_messages_are_read_by_the_protocol_s_own_classes()
    {
        var before = DateTimeOffset.FromUnixTimeSeconds(1_800_000_000);
        using var file = TensorBoardFile.Create(_folder.Path, 0, new Fixed(before));
        file.Append(new MetricPoint(300, 2.5, new Dictionary<string, double> { ["loss"] = 0.125, ["learning-rate"] = 4e-4 }));
        file.Append(1L << 40, [KeyValuePair.Create("land/accuracy", 1.0)]);

        var events = Events(file.Path);

        Assert.Equal($"events.out.tfevents.1800000000.{Environment.MachineName}", Path.GetFileName(file.Path));
        Assert.Equal(4, events.Count);
        Assert.Equal("brain.Event:2", events[0].FileVersion);
        Assert.Equal((SessionLog.Types.SessionStatus.Start, 1L), (events[1].SessionLog.Status, events[1].Step));
        Assert.Equal((300L, 1_800_000_000.0), (events[2].Step, events[2].WallTime));
        Assert.Equal([("loss", 0.125f), ("learning-rate", 4e-4f)], events[2].Summary.Value.Select(value => (value.Tag, value.SimpleValue)));
        Assert.Equal((1L << 40, "land/accuracy", 1f), (events[3].Step, events[3].Summary.Value[0].Tag, events[3].Summary.Value[0].SimpleValue));
    }

    [Fact]
    public void A_run_that_goes_on_begins_a_file_beside_the_first_and_takes_back_later_steps()
    {
        var time = new Fixed(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000));
        string first, second;
        using (var file = TensorBoardFile.Create(_folder.Path, 0, time))
        {
            first = file.Path;
        }

        using (var file = TensorBoardFile.Create(_folder.Path, 250, time))
        {
            second = file.Path;
        }

        Assert.NotEqual(first, second);
        Assert.Equal(251, Events(second)[1].Step); // readers forget steps from 251 on
        Assert.True(File.Exists(first));
    }

    [Fact]
    public void A_run_that_begins_anew_leaves_no_events_of_the_one_before()
    {
        using (var file = TensorBoardFile.Create(_folder.Path, 0, new Fixed(DateTimeOffset.FromUnixTimeSeconds(1_800_000_000))))
        {
            file.Append(1, [KeyValuePair.Create("loss", 1.0)]);
        }

        using var again = TensorBoardFile.Create(_folder.Path, 0, new Fixed(DateTimeOffset.FromUnixTimeSeconds(1_800_000_100)));

        Assert.Equal(again.Path, Assert.Single(Directory.GetFiles(_folder.Path)));
    }

    public void Dispose() => _folder.Dispose();

    // takes the frames apart by hand; the messages within are parsed by classes generated from TensorBoard's own definitions
    private static List<Event> Events(string path)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[file.Length];
        file.ReadExactly(bytes);
        var events = new List<Event>();
        for (var at = 0; at < bytes.Length;)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(at));
            Assert.Equal(Crc32C.MaskedOf(bytes.AsSpan(at, 8)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 8)));
            Assert.Equal(Crc32C.MaskedOf(bytes.AsSpan(at + 12, length)), BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(at + 12 + length)));
            events.Add(Event.Parser.ParseFrom(bytes, at + 12, length));
            at += 16 + length;
        }

        return events;
    }

    private sealed class Fixed(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
