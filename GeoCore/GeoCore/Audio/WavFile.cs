using System.Buffers.Binary;

namespace GeoCore.Audio;

/// <summary>Reads and writes RIFF/WAVE files: PCM of 8, 16, 24 and 32 bits, floats of 32, and µ-law, with any number of channels, which are averaged.</summary>
/// <remarks>A file is read as a stream with a bound on what is kept, so that a length that is a lie costs nothing.</remarks>
public static class WavFile
{
    /// <summary>Seconds of sound that are read at the most; what follows is left alone.</summary>
    public const int MostSeconds = 60;

    private const int LowestRate = 4000, HighestRate = 384_000, MostChannels = 64, MostHeader = 1 << 16, FormatPcm = 1, FormatFloat = 3, FormatMuLaw = 7, FormatExtensible = 0xFFFE;

    /// <summary>Reads sound.</summary>
    /// <param name="stream">Of the file, from its beginning; not sought.</param>
    /// <returns>One channel, at most <see cref="MostSeconds"/> of it.</returns>
    /// <exception cref="AudioException">It is no such file, or is cut off, or holds no sound.</exception>
    /// <exception cref="IOException">The stream breaks off with a fault of its own.</exception>
    public static Sound Read(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<byte> header = stackalloc byte[12];
        var read = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
        if (read == 0)
            throw new AudioException("the audio is empty");
        if (read < header.Length || !header[..4].SequenceEqual("RIFF"u8) || !header[8..].SequenceEqual("WAVE"u8))
            throw new AudioException("the audio is no WAV file: it does not begin with RIFF and WAVE");
        Span<byte> chunk = stackalloc byte[8];
        WavFormat? format = null;
        while (true)
        {
            if (stream.ReadAtLeast(chunk, chunk.Length, throwOnEndOfStream: false) < chunk.Length)
                throw new AudioException(format is null ? "the WAV file has no format" : "the WAV file has no sound");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(chunk[4..]);
            if (chunk[..4].SequenceEqual("data"u8))
                return ReadSamples(stream, length, format ?? throw new AudioException("the WAV file has no format before its sound"));
            if (length > MostHeader)
                throw new AudioException($"the WAV file has a chunk of {length} bytes before its sound");
            var content = new byte[length + (length & 1)];
            if (stream.ReadAtLeast(content, (int)length, throwOnEndOfStream: false) < length)
                throw new AudioException("the WAV file is cut off in its header");
            if (chunk[..4].SequenceEqual("fmt "u8))
                format = ReadFormat(content);
        }
    }

    /// <summary>Writes 16-bit PCM.</summary>
    /// <param name="path">The file.</param>
    /// <param name="sound">One channel.</param>
    public static void Write(string path, Sound sound)
    {
        ArgumentNullException.ThrowIfNull(sound);
        var data = 2 * sound.Samples.Length;
        var content = new byte[44 + data];
        var span = content.AsSpan();
        "RIFF"u8.CopyTo(span);
        BinaryPrimitives.WriteInt32LittleEndian(span[4..], 36 + data);
        "WAVEfmt "u8.CopyTo(span[8..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[16..], 16);
        BinaryPrimitives.WriteInt16LittleEndian(span[20..], FormatPcm);
        BinaryPrimitives.WriteInt16LittleEndian(span[22..], 1);
        BinaryPrimitives.WriteInt32LittleEndian(span[24..], sound.Rate);
        BinaryPrimitives.WriteInt32LittleEndian(span[28..], 2 * sound.Rate);
        BinaryPrimitives.WriteInt16LittleEndian(span[32..], 2);
        BinaryPrimitives.WriteInt16LittleEndian(span[34..], 16);
        "data"u8.CopyTo(span[36..]);
        BinaryPrimitives.WriteInt32LittleEndian(span[40..], data);
        for (var i = 0; i < sound.Samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(span[(44 + 2 * i)..], (short)Math.Clamp(MathF.Round(sound.Samples[i] * 32768), -32768, 32767));
        }

        File.WriteAllBytes(path, content);
    }

    private static WavFormat ReadFormat(ReadOnlySpan<byte> content)
    {
        if (content.Length < 16)
            throw new AudioException("the format of the WAV file is cut off");
        int code = BinaryPrimitives.ReadUInt16LittleEndian(content), channels = BinaryPrimitives.ReadUInt16LittleEndian(content[2..]);
        var rate = BinaryPrimitives.ReadUInt32LittleEndian(content[4..]);
        int bits = BinaryPrimitives.ReadUInt16LittleEndian(content[14..]);
        if (code == FormatExtensible && content.Length >= 26)
            code = BinaryPrimitives.ReadUInt16LittleEndian(content[24..]);
        if (!((code, bits) is (FormatPcm, 8 or 16 or 24 or 32) or (FormatFloat, 32) or (FormatMuLaw, 8)))
            throw new AudioException($"the WAV file holds format {code} of {bits} bits; PCM of 8, 16, 24 or 32 bits, floats of 32 and µ-law are read");
        if (rate is < LowestRate or > HighestRate)
            throw new AudioException($"the WAV file has {rate} samples a second; {LowestRate} to {HighestRate} are read");
        return channels is >= 1 and <= MostChannels
            ? new WavFormat(code, channels, (int)rate, bits)
            : throw new AudioException($"the WAV file has {channels} channels; 1 to {MostChannels} are read");
    }

    private static Sound ReadSamples(Stream stream, long length, WavFormat format)
    {
        var frame = format.Channels * format.Bits / 8;
        var wanted = Math.Min(length / frame, (long)MostSeconds * format.Rate);
        var samples = new List<float>((int)Math.Min(wanted, 1 << 20));
        var buffer = new byte[frame * 4096];
        while (samples.Count < wanted)
        {
            var bytes = (int)Math.Min(buffer.Length, (wanted - samples.Count) * frame);
            var got = stream.ReadAtLeast(buffer.AsSpan(0, bytes), bytes, throwOnEndOfStream: false);
            for (var at = 0; at + frame <= got; at += frame)
            {
                var sum = 0f;
                for (var channel = 0; channel < format.Channels; channel++)
                {
                    sum += format.Sample(buffer.AsSpan(at + channel * format.Bits / 8));
                }

                samples.Add(sum / format.Channels);
            }

            if (got < bytes)
                throw new AudioException($"the WAV file is cut off: {length} bytes of sound were promised and {samples.Count * (long)frame + got % frame} are there");
        }

        return samples.Count > 0 ? new Sound([.. samples], format.Rate) : throw new AudioException("the WAV file holds no sound");
    }

    private sealed record WavFormat(int Code, int Channels, int Rate, int Bits)
    {
        internal float Sample(ReadOnlySpan<byte> bytes)
        {
            var value = (Code, Bits) switch
            {
                (FormatMuLaw, _) => MuLaw.Decode(bytes[0]),
                (FormatFloat, _) => BinaryPrimitives.ReadSingleLittleEndian(bytes),
                (_, 8) => (bytes[0] - 128) / 128f,
                (_, 16) => BinaryPrimitives.ReadInt16LittleEndian(bytes) / 32768f,
                (_, 24) => (bytes[0] | bytes[1] << 8 | (sbyte)bytes[2] << 16) / 8388608f,
                _ => BinaryPrimitives.ReadInt32LittleEndian(bytes) / 2147483648f,
            };
            return float.IsFinite(value) ? Math.Clamp(value, -8, 8) : throw new AudioException("the WAV file holds a sample that is no number");
        }
    }
}
