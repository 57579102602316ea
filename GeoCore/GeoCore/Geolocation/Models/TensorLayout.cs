using System.Text.Json.Serialization;

namespace GeoCore.Geolocation.Models;

/// <summary>How a network takes a picture.</summary>
public enum TensorLayout
{
    /// <summary>[1, 3, height, width]: one channel after the other.</summary>
    [JsonStringEnumMemberName("nchw")]
    Nchw,

    /// <summary>[1, height, width, 3]: one pixel after the other.</summary>
    [JsonStringEnumMemberName("nhwc")]
    Nhwc,
}

/// <summary>Which channel a network takes first.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    [JsonStringEnumMemberName("rgb")]
    Rgb,

    /// <summary>Blue, green, red.</summary>
    [JsonStringEnumMemberName("bgr")]
    Bgr,
}
