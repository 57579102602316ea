namespace GeoCore.Geolocation.Sources.Attributes;

/// <summary>How the probabilities of an attribute's classes become a map.</summary>
public enum AttributeReadOut
{
    /// <summary>A cell's score is the probability of its class. The classes' shares among the training photographs are in it once more than they should be.</summary>
    Lookup,

    /// <summary>The posterior under the training prior, by the ratio of a class's probability to its share among the training photographs.</summary>
    Bayes,
}
