namespace GeoCore.Artifacts.Onnx;

/// <summary>A setting of a node: an integer, a float, a text, or several integers or floats.</summary>
public sealed class OnnxSetting
{
    private const int FloatType = 1;
    private const int IntegerType = 2;
    private const int TextType = 3;
    private const int FloatsType = 6;
    private const int IntegersType = 7;

    private readonly int _type;
    private readonly Action<ProtobufWriter> _write;

    private OnnxSetting(string name, int type, Action<ProtobufWriter> write) => (Name, _type, _write) = (name, type, write);

    /// <summary>As the operator calls it.</summary>
    public string Name { get; }

    /// <summary>An integer.</summary>
    public static OnnxSetting Of(string name, long value) => new(name, IntegerType, writer => writer.Integer(3, value));

    /// <summary>A float.</summary>
    public static OnnxSetting Of(string name, float value) => new(name, FloatType, writer => writer.Single(2, value));

    /// <summary>A text.</summary>
    public static OnnxSetting Of(string name, string value) => new(name, TextType, writer => writer.Text(4, value));

    /// <summary>Integers.</summary>
    public static OnnxSetting Of(string name, params long[] values) => new(name, IntegersType, writer =>
    {
        foreach (var value in values)
        {
            writer.Integer(8, value);
        }
    });

    /// <summary>Floats.</summary>
    public static OnnxSetting Of(string name, params float[] values) => new(name, FloatsType, writer =>
    {
        foreach (var value in values)
        {
            writer.Single(7, value);
        }
    });

    internal void Write(ProtobufWriter writer)
    {
        writer.Text(1, Name);
        _write(writer);
        writer.Integer(20, _type);
    }
}
