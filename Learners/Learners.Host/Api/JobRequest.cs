using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Learners.Contracts;
using Learners.Host.Devices;
using Learners.Host.Queue;

namespace Learners.Host.Api;

/// <summary>Turns the body of POST /jobs into a job, or says field by field what is wrong.</summary>
/// <param name="offers">The learners.</param>
/// <param name="queue">The jobs and devices.</param>
internal sealed partial class JobRequest(IReadOnlyList<LearnerOffer> offers, JobQueue queue)
{
    private const int MostDependencies = 100;
    private const long LargestSeed = 9_007_199_254_740_991; // what a JSON number carries exactly in every language
    private const int MostThreads = 1024;
    private static readonly string[] s_fields =
        ["learner", "data", "preset", "settings", "seed", "device", "owner", "priority", "dependsOn", "name", "threads"];

    private readonly List<FieldFault> _faults = [];

    /// <summary>What is wrong with the fields.</summary>
    internal IReadOnlyList<FieldFault> Faults => _faults;

    /// <summary>Identifies a request, so that a repeated one is known.</summary>
    /// <param name="body">As it came.</param>
    internal static string Digest(ReadOnlySpan<byte> body) => Convert.ToHexStringLower(SHA256.HashData(body));

    /// <summary>Reads a body.</summary>
    /// <param name="body">JSON.</param>
    /// <returns>A job without number and state; null where <see cref="Faults"/> say why not.</returns>
    internal JobRecord? Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body, new JsonDocumentOptions { AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind == JsonValueKind.Object)
            {
                return Read(document.RootElement);
            }
        }
        catch (JsonException)
        {
            // answered below
        }

        _faults.Add(FieldFault.Of("body", null, "a JSON object that names every field once"));
        return null;
    }

    private JobRecord? Read(JsonElement body)
    {
        foreach (var unknown in body.EnumerateObject().Where(field => !s_fields.Contains(field.Name)))
        {
            _faults.Add(FieldFault.Of(unknown.Name, unknown.Value.GetRawText(), "one of the fields " + string.Join(", ", s_fields)));
        }

        var names = string.Join(", ", offers.Select(candidate => candidate.Card.Name));
        var learner = Text(body, "learner", "");
        var offer = offers.FirstOrDefault(candidate => candidate.Card.Name == learner);
        if (offer is null)
        {
            _faults.Add(FieldFault.Of("learner", learner, "one of " + names));
            return null;
        }

        var card = offer.Card;
        var preset = Text(body, "preset", card.Presets.Count > 0 ? card.Presets[0].Name : "");
        Check("preset", preset, card.Presets.Count == 0 || card.Presets.Any(candidate => candidate.Name == preset), "one of " + string.Join(", ", card.Presets.Select(candidate => candidate.Name)));
        var data = Text(body, "data", card.DefaultData(preset));
        Check("data", data, card.DataSets.Any(choice => choice.Name == data), "one of " + string.Join(", ", card.DataSets.Select(choice => choice.Name)));
        var owner = Text(body, "owner", "anonymous");
        Check("owner", owner, Word().IsMatch(owner), "1 to 64 letters, digits, dots, hyphens and underlines");
        var name = Text(body, "name", "");
        Check("name", name, name.Length == 0 || ModelName().IsMatch(name), "1 to 64 lower-case letters, digits and hyphens");
        var job = new JobRecord(
            "",
            card.Name,
            data,
            preset.Length == 0 ? null : preset,
            Settings(body),
            Whole(body, "seed", 1, -LargestSeed, LargestSeed),
            Text(body, "device", "auto"),
            owner,
            (int)Whole(body, "priority", 0, -100, 100),
            Dependencies(body),
            JobState.Queued,
            default)
        {
            Name = name,
            Threads = (int)Whole(body, "threads", 1, 1, MostThreads),
        };
        return _faults.Count > 0 ? null : Fit(offer, job);
    }

    /// <summary>Settles the parameters and checks that some device could ever take the job.</summary>
    private JobRecord? Fit(LearnerOffer offer, JobRecord job)
    {
        if (!offer.Card.TrySettle(job.Preset, job.Settings, out var values, out var problem))
        {
            _faults.Add(FieldFault.Of("settings", null, problem));
            return null;
        }

        if (offer.Card.Parameters.FirstOrDefault(parameter => parameter is FileParameter && values.Texts[parameter.Name].Length > 0) is { } file)
        {
            _faults.Add(FieldFault.Of("settings", null, $"{file.Name} names a file of this machine, which only its own command line may"));
            return null;
        }

        var fitted = job with { MemoryBytes = offer.MemoryBytes(values, job.Data) };
        var need = new DeviceNeed(fitted.Device, fitted.MemoryBytes, fitted.Threads);
        if (queue.Candidates(need).Count > 0)
        {
            return fitted;
        }

        var devices = queue.Devices;
        var isKnown = job.Device == "auto" || devices.Any(device => device.Name == job.Device);
        _faults.Add(
            !isKnown ? FieldFault.Of("device", job.Device, "auto or one of " + string.Join(", ", devices.Select(device => device.Name)))
            : queue.Candidates(need with { Threads = 1 }).Count > 0 ? FieldFault.Of("threads", $"{job.Threads}", $"at most {devices.Max(device => device.Threads)}")
            : FieldFault.Of("device", job.Device, $"a device that lends {fitted.MemoryBytes >> 20} MiB; the most is {devices.Max(device => device.BudgetBytes) >> 20} MiB, so a smaller batch or network is needed"));
        return null;
    }

    private Dictionary<string, string> Settings(JsonElement body)
    {
        if (!body.TryGetProperty("settings", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (HyperParameterSchema.TryRead(given, out var texts, out var problem))
        {
            return texts;
        }

        _faults.Add(FieldFault.Of("settings", null, problem));
        return [];
    }

    private List<string> Dependencies(JsonElement body)
    {
        if (!body.TryGetProperty("dependsOn", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        if (given.ValueKind != JsonValueKind.Array || given.GetArrayLength() > MostDependencies || given.EnumerateArray().Any(id => id.ValueKind != JsonValueKind.String))
        {
            _faults.Add(FieldFault.Of("dependsOn", null, $"a list of at most {MostDependencies} ids of jobs"));
            return [];
        }

        var ids = given.EnumerateArray().Select(id => id.GetString()!).Distinct(StringComparer.Ordinal).ToList();
        foreach (var id in ids)
        {
            Check("dependsOn", id, queue.Find(id) is { State: not (JobState.Failed or JobState.Cancelled) }, "jobs that are there and have neither failed nor been cancelled");
        }

        return ids;
    }

    private string Text(JsonElement body, string field, string missing)
    {
        if (!body.TryGetProperty(field, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return missing;
        }

        Check(field, given.GetRawText(), given.ValueKind == JsonValueKind.String, "a text");
        return given.ValueKind == JsonValueKind.String ? given.GetString()! : missing;
    }

    private long Whole(JsonElement body, string field, long missing, long least, long most)
    {
        if (!body.TryGetProperty(field, out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return missing;
        }

        var number = 0L;
        var isWhole = given.ValueKind == JsonValueKind.Number && given.TryGetInt64(out number) && number >= least && number <= most;
        Check(field, given.GetRawText(), isWhole, $"a whole number from {least} to {most}");
        return isWhole ? number : missing;
    }

    private void Check(string field, string value, bool isRight, string expected)
    {
        if (!isRight)
        {
            _faults.Add(FieldFault.Of(field, value, expected));
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,64}\z")]
    private static partial Regex Word();

    [GeneratedRegex(@"^[a-z0-9][a-z0-9-]{0,63}\z")]
    private static partial Regex ModelName();
}
