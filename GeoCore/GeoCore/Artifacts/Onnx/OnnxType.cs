namespace GeoCore.Artifacts.Onnx;

/// <summary>Number formats of tensors in an ONNX file, by the numbers that the format gives them.</summary>
public enum OnnxType
{
    /// <summary>Single precision.</summary>
    Float32 = 1,

    /// <summary>Bytes.</summary>
    UInt8 = 2,

    /// <summary>64-bit integers, as shapes and indices are.</summary>
    Int64 = 7,

    /// <summary>Half precision.</summary>
    Float16 = 10,
}
