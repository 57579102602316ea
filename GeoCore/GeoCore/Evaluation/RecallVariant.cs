namespace GeoCore.Evaluation;

/// <summary>When the area searched counts as having reached the truth, inside a group of equally dense cells.</summary>
public enum RecallVariant
{
    /// <summary>The group is searched in random order in parts as small as one likes: recall grows evenly through it. The default.</summary>
    Fractional,

    /// <summary>Only when the whole group has been searched.</summary>
    Strict,

    /// <summary>As soon as an area as large as the truth's own cell has been searched within the group.</summary>
    Optimistic,
}
