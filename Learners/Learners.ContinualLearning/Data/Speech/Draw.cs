using System.Security.Cryptography;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>Chances that a text fixes, on every machine the same.</summary>
internal static class Draw
{
    /// <summary>A number of 63 bits.</summary>
    /// <param name="text">Such as a clip's name and what is drawn.</param>
    internal static long Of(string text) => BitConverter.ToInt64(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text))) & long.MaxValue;

    /// <summary>One of several.</summary>
    /// <param name="text">Such as a clip's name and what is drawn.</param>
    /// <param name="choices">At least one.</param>
    internal static T One<T>(string text, IReadOnlyList<T> choices) => choices[(int)(Of(text) % choices.Count)];

    /// <summary>SHA-256 of a text, hexadecimal.</summary>
    /// <param name="text">Any.</param>
    internal static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(text)));
}
