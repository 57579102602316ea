using System.Text.RegularExpressions;

namespace Learners.LocationEncoding.Publishing;

/// <summary>The layer id of a published model.</summary>
internal static partial class PublishedId
{
    /// <summary>The name of the folder, so that models side by side have ids of their own; the field's id where that name is no id.</summary>
    /// <param name="folder">Of the artifact.</param>
    /// <param name="fieldId">Id of the field that was learnt.</param>
    internal static string Of(string folder, string fieldId)
    {
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(folder));
        return Id().IsMatch(name) ? name : fieldId;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9_-]{0,63}$")]
    private static partial Regex Id();
}
