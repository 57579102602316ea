using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Learners.Contracts;

/// <summary>The settings of a learner as a JSON Schema, and settings that come as JSON.</summary>
public static class HyperParameterSchema
{
    /// <summary>Media type of a schema.</summary>
    public const string MediaType = "application/schema+json";

    /// <summary>Describes the object of settings that a job of this learner may carry.</summary>
    /// <param name="card">The learner.</param>
    /// <returns>A schema whose properties have type, range, default and description.</returns>
    /// <remarks>JSON Schema, draft 2020-12. Every property is optional: what is not set comes from the preset or the default.</remarks>
    public static JsonObject Of(LearnerCard card)
    {
        var properties = new JsonObject();
        foreach (var parameter in card.Parameters)
        {
            properties[parameter.Name] = Of(parameter);
        }

        return new JsonObject
        {
            ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
            ["title"] = $"Settings of {card.Name}",
            ["type"] = "object",
            ["properties"] = properties,
            ["additionalProperties"] = false,
        };
    }

    /// <summary>Turns an object of settings into texts as <see cref="LearnerCard.TrySettle"/> takes them; names and ranges are checked there.</summary>
    /// <param name="settings">An object of numbers and words; numbers may also stand in quotes.</param>
    /// <param name="texts">Names and texts, when the answer is true.</param>
    /// <param name="problem">What is wrong, naming the setting, when the answer is false.</param>
    public static bool TryRead(
        JsonElement settings, [NotNullWhen(true)] out Dictionary<string, string>? texts, [NotNullWhen(false)] out string? problem)
    {
        (texts, problem) = (null, null);
        if (settings.ValueKind != JsonValueKind.Object)
        {
            problem = "settings are a JSON object of names and values";
            return false;
        }

        var read = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var setting in settings.EnumerateObject())
        {
            if (setting.Value.ValueKind is not (JsonValueKind.Number or JsonValueKind.String))
            {
                problem = $"{setting.Name} is a number or a word, not {setting.Value.GetRawText()}";
                return false;
            }

            read[setting.Name] = setting.Value.ToString();
        }

        texts = read;
        return true;
    }

    private static JsonObject Of(HyperParameter parameter)
    {
        var schema = new JsonObject { ["description"] = parameter.Description };
        switch (parameter)
        {
            case IntegerParameter integer:
                schema["type"] = "integer";
                schema["minimum"] = integer.Minimum;
                schema["maximum"] = integer.Maximum;
                schema["default"] = integer.Default;
                break;
            case RealParameter real:
                schema["type"] = "number";
                schema["minimum"] = real.Minimum;
                schema["maximum"] = real.Maximum;
                schema["default"] = real.Default;
                break;
            case ChoiceParameter choice:
                schema["type"] = "string";
                schema["enum"] = new JsonArray([.. choice.Choices.Select(word => JsonValue.Create(word))]);
                schema["default"] = choice.Default;
                break;
            case FileParameter:
                // a request names no files of the machine that answers it
                schema["type"] = "string";
                schema["const"] = string.Empty;
                schema["default"] = string.Empty;
                break;
            default:
                throw new ArgumentException($"{parameter.Name} is of a kind that has no schema", nameof(parameter));
        }

        return schema;
    }
}
