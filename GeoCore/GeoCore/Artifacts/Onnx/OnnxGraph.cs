using System.Globalization;
using System.Runtime.InteropServices;

namespace GeoCore.Artifacts.Onnx;

/// <summary>A network that is being written as an ONNX file: inputs, constants, nodes in the order of their computation, outputs.</summary>
/// <remarks>The format: github.com/onnx/onnx, <c>onnx.proto</c>; operators as of set 17. Whether a network is sound is for the runtime to say that reads it.</remarks>
public sealed class OnnxGraph
{
    /// <summary>Version of the operators.</summary>
    public const int OperatorSet = 17;

    /// <summary>Version of the file format that came with that set.</summary>
    private const int FormatVersion = 8;

    private readonly ProtobufWriter _body = new();
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly string _name;

    /// <summary>Begins a network.</summary>
    /// <param name="name">For people; not empty.</param>
    public OnnxGraph(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        _name = name;
    }

    /// <summary>Adds an input.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="type">Its number format.</param>
    /// <param name="shape">Its sizes; −1 for one that is known only when the network runs.</param>
    /// <returns>The name.</returns>
    /// <exception cref="ArgumentException">The name is taken.</exception>
    public string Input(string name, OnnxType type, params long[] shape)
    {
        Take(name);
        _body.Message(11, writer => Value(writer, name, type, shape));
        return name;
    }

    /// <summary>Makes a value an output.</summary>
    /// <param name="name">A value that a node makes.</param>
    /// <param name="type">Its number format.</param>
    /// <param name="shape">Its sizes; −1 for one that is known only when the network runs.</param>
    /// <exception cref="ArgumentException">There is no such value.</exception>
    public void Output(string name, OnnxType type, params long[] shape)
    {
        if (!_names.Contains(name))
            throw new ArgumentException($"There is no value '{name}'.", nameof(name));
        _body.Message(12, writer => Value(writer, name, type, shape));
    }

    /// <summary>Adds weights.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="shape">Sizes, slowest first.</param>
    /// <param name="values">As many as the product of the sizes.</param>
    /// <param name="isHalf">Whether they are stored in half precision, which halves the file, and widened by a node when the network is loaded.</param>
    /// <returns>Name of the weights in single precision.</returns>
    /// <exception cref="ArgumentException">The numbers do not fit, or the name is taken.</exception>
    public string Weights(string name, long[] shape, ReadOnlySpan<float> values, bool isHalf = false)
    {
        CheckCount(name, shape, values.Length);
        if (!isHalf)
            return Initializer(name, OnnxType.Float32, shape, MemoryMarshal.AsBytes(values));
        var halves = new Half[values.Length];
        for (var i = 0; i < halves.Length; i++)
        {
            halves[i] = (Half)values[i];
        }

        var stored = Initializer(name + "/half", OnnxType.Float16, shape, MemoryMarshal.AsBytes<Half>(halves));
        return Node("Cast", name, [stored], OnnxSetting.Of("to", (long)OnnxType.Float32));
    }

    /// <summary>Adds integers, such as a shape.</summary>
    /// <param name="name">Their name.</param>
    /// <param name="values">One dimension of them.</param>
    /// <returns>The name.</returns>
    public string Integers(string name, params long[] values) => Initializer(name, OnnxType.Int64, [values.Length], MemoryMarshal.AsBytes<long>(values));

    /// <summary>Adds a node.</summary>
    /// <param name="operation">Name of the operator, such as <c>Conv</c>.</param>
    /// <param name="output">Name of what it makes.</param>
    /// <param name="inputs">Values that are there already; empty text for an optional input that is left out.</param>
    /// <param name="settings">Its settings.</param>
    /// <returns>The name of the output.</returns>
    /// <exception cref="ArgumentException">An input is not there, or the name is taken.</exception>
    public string Node(string operation, string output, IReadOnlyList<string> inputs, params OnnxSetting[] settings)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(settings);
        if (inputs.FirstOrDefault(input => input.Length > 0 && !_names.Contains(input)) is { } missing)
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"'{output}' needs '{missing}', which is not there yet."), nameof(inputs));
        Take(output);
        _body.Message(1, writer =>
        {
            foreach (var input in inputs)
            {
                writer.Text(1, input);
            }

            writer.Text(2, output);
            writer.Text(3, output);
            writer.Text(4, operation);
            foreach (var setting in settings)
            {
                writer.Message(5, setting.Write);
            }
        });
        return output;
    }

    /// <summary>The file.</summary>
    public byte[] ToBytes()
    {
        var model = new ProtobufWriter();
        model.Integer(1, FormatVersion);
        model.Text(2, "GeoSuite");
        model.Message(7, graph =>
        {
            graph.Text(2, _name);
            graph.Append(_body);
        });
        model.Message(8, set =>
        {
            set.Text(1, string.Empty);
            set.Integer(2, OperatorSet);
        });
        return model.Written.ToArray();
    }

    private string Initializer(string name, OnnxType type, long[] shape, ReadOnlySpan<byte> content)
    {
        Take(name);
        var tensor = new ProtobufWriter();
        foreach (var size in shape)
        {
            tensor.Integer(1, size);
        }

        tensor.Integer(2, (long)type);
        tensor.Text(8, name);
        tensor.Bytes(9, content);
        _body.Bytes(5, tensor.Written.Span);
        return name;
    }

    private void Take(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (!_names.Add(name))
            throw new ArgumentException($"The name '{name}' is taken.", nameof(name));
    }

    private static void CheckCount(string name, long[] shape, int count)
    {
        if (shape.Aggregate(1L, (product, size) => checked(product * size)) != count)
            throw new ArgumentException($"'{name}' of the shape [{string.Join(", ", shape)}] has not {count} numbers.", nameof(shape));
    }

    private static void Value(ProtobufWriter writer, string name, OnnxType type, long[] shape)
    {
        writer.Text(1, name);
        writer.Message(2, value => value.Message(1, tensor =>
        {
            tensor.Integer(1, (long)type);
            tensor.Message(2, sizes =>
            {
                foreach (var size in shape)
                {
                    sizes.Message(1, dimension =>
                    {
                        if (size >= 0)
                            dimension.Integer(1, size);
                    });
                }
            });
        }));
    }
}
