namespace GeoCore.Audio;

/// <summary>Audio cannot be read or scored; the message says what is wrong with it.</summary>
public sealed class AudioException : Exception
{
    /// <summary>With a message for a person.</summary>
    /// <param name="message">What is wrong.</param>
    public AudioException(string message)
        : base(message)
    {
    }

    /// <summary>With a message for a person and the fault behind it.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The fault.</param>
    public AudioException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Without words; prefer the others.</summary>
    public AudioException()
    {
    }
}
