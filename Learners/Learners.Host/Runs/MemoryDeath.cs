using System.Runtime.InteropServices;

namespace Learners.Host.Runs;

/// <summary>Tells faults for want of memory from others, so that a host may try again with a smaller batch.</summary>
internal static class MemoryDeath
{
    /// <summary>Exit code of a trainer that ran out of memory.</summary>
    internal const int ExitCode = 12;

    /// <summary>What torch says when the memory of the processor or of a GPU is used up.</summary>
    private static readonly string[] s_words = ["out of memory", "can't allocate memory", "not enough memory", "std::bad_alloc"];

    /// <summary>Whether a fault means that memory is used up.</summary>
    /// <param name="fault">As it was thrown; torch throws its own words.</param>
    internal static bool Is(Exception fault) =>
        fault is OutOfMemoryException
        || (fault is ExternalException && s_words.Any(words => fault.Message.Contains(words, StringComparison.OrdinalIgnoreCase)));
}
