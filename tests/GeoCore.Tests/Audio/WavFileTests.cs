using System.Buffers.Binary;
using GeoCore.Audio;

namespace GeoCore.Tests.Audio;

public sealed class WavFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("geosuite-wav-").FullName;

    [Fact]
    public void What_is_written_is_read()
    {
        var path = Path.Combine(_folder, "clip.wav");
        WavFile.Write(path, new Sound([0, 0.5f, -0.5f, 0.25f], 16_000));
        using var stream = File.OpenRead(path);
        var sound = WavFile.Read(stream);

        Assert.Equal(16_000, sound.Rate);
        Assert.Equal([0, 0.5f, -0.5f, 0.25f], sound.Samples);
    }

    [Theory]
    [InlineData(1, 8, new byte[] { 192, 64 }, new[] { 0.5f, -0.5f })]
    [InlineData(1, 24, new byte[] { 0, 0, 64, 0, 0, 192 }, new[] { 0.5f, -0.5f })]
    [InlineData(1, 32, new byte[] { 0, 0, 0, 64, 0, 0, 0, 192 }, new[] { 0.5f, -0.5f })]
    [InlineData(3, 32, new byte[] { 0, 0, 0, 63, 0, 0, 0, 191 }, new[] { 0.5f, -0.5f })]
    [InlineData(7, 8, new byte[] { 0xFF, 0x80 }, new[] { 0, 0.9803f })]
    public void Formats_of_numbers_are_read(int code, int bits, byte[] data, float[] samples)
    {
        var sound = WavFile.Read(Wav(data, code, bits));

        Assert.All(samples.Zip(sound.Samples), pair => Assert.Equal(pair.First, pair.Second, 1e-4));
    }

    [Fact]
    public void Channels_are_averaged() => Assert.Equal([0.25f], WavFile.Read(Wav([0, 64, 0, 0], 1, 16, channels: 2)).Samples);

    [Theory]
    [InlineData(new byte[0], "is empty")]
    [InlineData(new byte[] { 1, 2, 3 }, "no WAV file")]
    [InlineData(new byte[] { (byte)'R', (byte)'I', (byte)'F', (byte)'F', 4, 0, 0, 0, (byte)'W', (byte)'A', (byte)'V', (byte)'E' }, "no format")]
    public void What_is_no_WAV_file_is_told(byte[] content, string complaint) => Refuses(new MemoryStream(content), complaint);

    [Fact]
    public void A_file_that_is_cut_off_is_told_with_both_lengths() => Refuses(Wav([1, 2, 3], 1, 16, promised: 1000), "1000 bytes of sound were promised and 3 are there");

    [Fact]
    public void A_gigabyte_that_is_promised_costs_what_is_there() => Refuses(Wav([1, 2, 3, 4], 1, 16, promised: 1 << 30), "cut off");

    [Fact]
    public void More_than_a_minute_is_left_alone()
    {
        var sound = WavFile.Read(Wav(new byte[2 * 4000 * (WavFile.MostSeconds + 5)], 1, 16, rate: 4000));

        Assert.Equal(WavFile.MostSeconds, sound.Seconds);
    }

    [Theory]
    [InlineData(2, 4, 1, 8000, "format 2 of 4 bits")]
    [InlineData(1, 16, 0, 8000, "0 channels")]
    [InlineData(1, 16, 1, 100, "100 samples a second")]
    public void Formats_that_are_not_read_are_told(int code, int bits, int channels, int rate, string complaint) =>
        Refuses(Wav([0, 0], code, bits, channels, rate), complaint);

    [Fact]
    public void Without_sound_there_is_nothing_to_read() => Refuses(Wav([], 1, 16), "no sound");

    [Fact]
    public void Bytes_of_telephone_lines_come_back_within_their_steps()
    {
        for (var code = 0; code < 256; code++)
        {
            var sample = MuLaw.Decode((byte)code);
            Assert.Equal(sample, MuLaw.Decode(MuLaw.Encode(sample)));
        }

        Assert.All(Enumerable.Range(-100, 201).Select(i => i / 101f), sample => Assert.Equal(sample, MuLaw.Decode(MuLaw.Encode(sample)), 0.002f + 0.05f * Math.Abs(sample)));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    internal static MemoryStream Wav(byte[] data, int code, int bits, int channels = 1, int rate = 8000, long? promised = null)
    {
        var content = new byte[44 + data.Length];
        var span = content.AsSpan();
        "RIFF    WAVEfmt "u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], (short)code);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], (short)channels);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], rate);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], (short)bits);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteUInt32LittleEndian(span[40..], (uint)(promised ?? data.Length));
        data.CopyTo(span[44..]);
        return new MemoryStream(content);
    }

    private static void Refuses(Stream stream, string complaint) => Assert.Contains(complaint, Assert.Throws<AudioException>(() => WavFile.Read(stream)).Message, StringComparison.Ordinal);
}
