namespace GeoCore.Geolocation.Sources.Retrieval;

/// <summary>How the places of a gallery become a map.</summary>
public enum RetrievalMode
{
    /// <summary>Each cell has the probability of the places in it: the literal reading, with no mass where the gallery has no place.</summary>
    GalleryCount,

    /// <summary>Each place is spread as far as its neighbours are away.</summary>
    GalleryKde,
}
