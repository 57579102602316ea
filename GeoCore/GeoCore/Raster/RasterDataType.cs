namespace GeoCore.Raster;

/// <summary>Type of the stored cells.</summary>
public enum RasterDataType
{
    /// <summary>Unsigned 8 bits.</summary>
    Byte,

    /// <summary>Signed 8 bits.</summary>
    SByte,

    /// <summary>Unsigned 16 bits.</summary>
    UInt16,

    /// <summary>Signed 16 bits.</summary>
    Int16,

    /// <summary>Unsigned 32 bits.</summary>
    UInt32,

    /// <summary>Signed 32 bits.</summary>
    Int32,

    /// <summary>IEEE 754 single precision.</summary>
    Float32,

    /// <summary>IEEE 754 double precision.</summary>
    Float64,
}
