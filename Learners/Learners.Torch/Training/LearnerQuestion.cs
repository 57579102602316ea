using System.Text.Json;
using System.Text.Json.Nodes;

namespace Learners.Torch.Training;

/// <summary>Something a learner answers with its published models, asked of the host with a JSON object.</summary>
/// <param name="Name">Last part of the address, in words joined by hyphens.</param>
/// <param name="Summary">One line for people.</param>
/// <param name="Answer">Answers an object within seconds; called from several threads at once.</param>
public sealed record LearnerQuestion(string Name, string Summary, Func<JsonElement, QuestionContext, CancellationToken, JsonObject> Answer);

/// <summary>What a question is answered with.</summary>
/// <param name="ModelsFolder">Where models are published, each in the folder of its name.</param>
public sealed record QuestionContext(string ModelsFolder);

/// <summary>A field of a question cannot be used.</summary>
public sealed class QuestionException : Exception
{
    /// <summary>Names the field.</summary>
    /// <param name="field">Its name.</param>
    /// <param name="value">What was given, or null where nothing was.</param>
    /// <param name="expected">What would have done.</param>
    public QuestionException(string field, string? value, string expected)
        : base($"{field}: expected {expected}") => (Field, Value, Expected) = (field, value, expected);

    /// <summary>With a message alone; prefer to name the field.</summary>
    /// <param name="message">For a person.</param>
    public QuestionException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the fault behind it.</summary>
    /// <param name="message">For a person.</param>
    /// <param name="innerException">The fault.</param>
    public QuestionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without words; prefer the others.</summary>
    public QuestionException()
    {
    }

    /// <summary>Name of the field.</summary>
    public string Field { get; } = "body";

    /// <summary>What was given.</summary>
    public string? Value { get; }

    /// <summary>What would have done.</summary>
    public string Expected { get; } = "a question that can be answered";
}
