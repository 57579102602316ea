using System.Text.Json.Serialization;

namespace GeoCore.Imaging;

/// <summary>How a picture becomes one of another shape.</summary>
public enum PictureFit
{
    /// <summary>All of it is squeezed in; sides may be scaled differently.</summary>
    [JsonStringEnumMemberName("squash")]
    Squash,

    /// <summary>Its middle fills the frame; what sticks out is cut off.</summary>
    [JsonStringEnumMemberName("cover")]
    Cover,

    /// <summary>All of it lies in the middle; the rest of the frame is empty.</summary>
    [JsonStringEnumMemberName("contain")]
    Contain,
}
