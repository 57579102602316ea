using System.Text.Json;
using System.Text.RegularExpressions;
using GeoCore.Artifacts;
using Learners.DialoguePlanning.Data;
using Learners.DialoguePlanning.Publishing;
using Learners.Torch.Training;

namespace Learners.DialoguePlanning.Questions;

/// <summary>The fields of a question, each checked and named where it cannot be used.</summary>
internal sealed partial class QuestionFields
{
    private const int LongestText = 2000;
    private readonly JsonElement _question;

    internal QuestionFields(JsonElement question, params string[] known)
    {
        _question = question.ValueKind == JsonValueKind.Object ? question : throw new QuestionException("body", null, "a JSON object with " + string.Join(", ", known));
        foreach (var field in question.EnumerateObject().Where(field => !known.Contains(field.Name)))
        {
            throw new QuestionException(field.Name, null, "one of " + string.Join(", ", known));
        }
    }

    /// <summary>The model that a field names.</summary>
    internal PublishedPlanner Model(string folder)
    {
        var name = Name("model");
        try
        {
            var path = Path.Combine(folder, name);
            return Directory.Exists(path) ? PublishedPlanner.Load(path) : throw new QuestionException("model", name, "a model of ccl among the published ones");
        }
        catch (ArtifactException fault)
        {
            throw new QuestionException("model", name, $"a model of ccl among the published ones ({fault.Message})");
        }
    }

    /// <summary>A name of a model or a layer: small letters, digits and hyphens.</summary>
    internal string Name(string field, string? missing = null)
    {
        var text = Find(field) is { } value ? (value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText()) : missing;
        return text is not null && NamePattern().IsMatch(text) ? text : throw new QuestionException(field, text, "a name of small letters, digits and hyphens");
    }

    /// <summary>A list of texts.</summary>
    internal string[] Texts(string field, int fewest, int most)
    {
        var expected = $"{fewest} to {most} texts of 1 to {LongestText} characters";
        if (Find(field) is not { ValueKind: JsonValueKind.Array } list || list.GetArrayLength() < fewest || list.GetArrayLength() > most)
        {
            throw new QuestionException(field, Find(field)?.GetRawText(), expected);
        }

        return [.. list.EnumerateArray().Select(text => text.ValueKind == JsonValueKind.String && text.GetString() is { Length: > 0 and <= LongestText } words && !string.IsNullOrWhiteSpace(words)
            ? words
            : throw new QuestionException(field, text.GetRawText(), expected))];
    }

    /// <summary>A whole number.</summary>
    internal int Whole(string field, int missing, int least, int most) => Find(field) is not { } value
        ? missing
        : value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) && number >= least && number <= most
            ? number
            : throw new QuestionException(field, value.GetRawText(), $"a whole number from {least} to {most}");

    /// <summary>A place as an object of longitude and latitude.</summary>
    /// <returns>Words of its cells.</returns>
    internal string Place(string field)
    {
        double Degrees(JsonElement place, string name, double most) =>
            place.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number && value.TryGetDouble(out var degrees) && Math.Abs(degrees) <= most
                ? degrees
                : throw new QuestionException($"{field}.{name}", place.GetRawText(), $"degrees from -{most} to {most}");
        var place = Find(field) is { ValueKind: JsonValueKind.Object } found ? found : throw new QuestionException(field, Find(field)?.GetRawText(), "an object with longitude and latitude");
        return CellWords.Of(Degrees(place, "longitude", 180), Degrees(place, "latitude", 90));
    }

    private JsonElement? Find(string field) => _question.TryGetProperty(field, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    [GeneratedRegex("^[a-z0-9]+(-[a-z0-9]+)*$", RegexOptions.CultureInvariant)]
    private static partial Regex NamePattern();
}
