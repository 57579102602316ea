using System.Security.Cryptography;
using GeoCore.Evaluation.Inputs;

namespace GeoCore.Evaluation;

/// <summary>What one part of an evaluation has gathered of one system, so that parts from several machines can be put together.</summary>
/// <param name="Name">Name of the system.</param>
/// <param name="Settings">How answers became maps, in words; parts with other settings cannot be merged.</param>
/// <param name="Missing">Queries without an answer.</param>
/// <param name="WithoutTruth">Answers to queries without a truth.</param>
/// <param name="Report">Recall at the budgets of the report, of all queries and of strata.</param>
/// <param name="Curve">Recall at the areas of the curve.</param>
public sealed record SavedRecall(string Name, string Settings, long Missing, long WithoutTruth, StratifiedRecall Report, RecallAccumulator Curve)
{
    /// <summary>The first bytes of a file: the format and its version.</summary>
    public const string Format = "geosuite.rva/1\n";

    private const int MostSystems = 1000;

    private static ReadOnlySpan<byte> Head => "geosuite.rva/1\n"u8;

    /// <summary>Writes the systems of an evaluation. The same queries give the same bytes, however they were divided before.</summary>
    /// <remarks>After the format little-endian numbers and length-prefixed UTF-8 of what is held, then the SHA-256 of all before.</remarks>
    public static void Save(Stream stream, IReadOnlyList<SavedRecall> systems)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(systems);
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, System.Text.Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(Head);
            writer.Write(systems.Count);
            foreach (var system in systems)
            {
                writer.Write(system.Name);
                writer.Write(system.Settings);
                writer.Write(system.Missing);
                writer.Write(system.WithoutTruth);
                system.Report.Save(writer);
                system.Curve.Save(writer);
            }
        }

        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        stream.Write(bytes);
        stream.Write(SHA256.HashData(bytes));
    }

    /// <summary>Reads what <see cref="Save"/> wrote.</summary>
    /// <param name="path">File.</param>
    /// <exception cref="InputException">It is no such file, or not as it was written.</exception>
    public static IReadOnlyList<SavedRecall> Load(string path)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(path);
        }
        catch (IOException fault)
        {
            throw new InputException($"{path}: {fault.Message}", fault);
        }

        if (!bytes.AsSpan().StartsWith(Head))
            throw new InputException($"{path}: this is no saved evaluation of this version ({Format.TrimEnd()}).");
        if (bytes.Length < Head.Length + SHA256.HashSizeInBytes || !SHA256.HashData(bytes.AsSpan(..^SHA256.HashSizeInBytes)).AsSpan().SequenceEqual(bytes.AsSpan(^SHA256.HashSizeInBytes..)))
            throw new InputException($"{path}: the file is damaged or cut off.");
        try
        {
            using var reader = new BinaryReader(new MemoryStream(bytes, Head.Length, bytes.Length - Head.Length - SHA256.HashSizeInBytes));
            var count = reader.ReadInt32();
            if (count is < 1 or > MostSystems)
                throw new InputException($"{path}: there are {count} systems.");
            var systems = new SavedRecall[count];
            for (var i = 0; i < count; i++)
            {
                systems[i] = new SavedRecall(reader.ReadString(), reader.ReadString(), reader.ReadInt64(), reader.ReadInt64(), StratifiedRecall.Load(reader), RecallAccumulator.Load(reader));
            }

            return systems;
        }
        catch (Exception fault) when (fault is IOException or ArgumentException or FormatException)
        {
            throw new InputException($"{path}: what is saved is no evaluation.", fault);
        }
    }

    /// <summary>Puts another part into this one.</summary>
    /// <param name="other">A part with other queries of the same system.</param>
    /// <exception cref="ArgumentException">Settings differ, or a query is in both parts.</exception>
    /// <remarks>Queries are compared by the samples, which hold all of them up to <see cref="QuerySample.Capacity"/>.</remarks>
    public SavedRecall Merge(SavedRecall other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Settings != Settings)
            throw new ArgumentException($"It was made with '{other.Settings}', not with '{Settings}'.", nameof(other));
        var known = Report.All.Sample.Queries.Select(query => query.Id).ToHashSet(StringComparer.Ordinal);
        if (other.Report.All.Sample.Queries.Where(query => known.Contains(query.Id)).Select(query => query.Id).FirstOrDefault() is { } twice)
            throw new ArgumentException($"Query '{twice}' is in an earlier part, too.", nameof(other));
        Report.Merge(other.Report);
        Curve.Merge(other.Curve);
        return this with { Missing = Missing + other.Missing, WithoutTruth = WithoutTruth + other.WithoutTruth };
    }
}
