namespace GeoCore.Imaging;

/// <summary>What indexed pixels are like, which decides how they are filtered and how hard they are compressed.</summary>
public enum PngContent
{
    /// <summary>Neighbouring indices are neighbouring colours, and pixels change gradually.</summary>
    Ramp,

    /// <summary>Areas of one index with borders.</summary>
    Classes,
}
