namespace Learners.Torch.Training;

/// <summary>Training cannot begin or go on; the message says why and what would help.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>With a message for a person.</summary>
    /// <param name="message">What happened and what would help.</param>
    public TrainingException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for a person and the fault behind it.</summary>
    /// <param name="message">What happened and what would help.</param>
    /// <param name="innerException">The fault.</param>
    public TrainingException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without words; prefer the others.</summary>
    public TrainingException()
    {
    }
}
