using System.Globalization;

namespace GeoCore.Artifacts.TorchFiles;

/// <summary>Reads the pickle of a torch file: dictionaries of tensors, and the few words that make them. Nothing is imported or called.</summary>
/// <remarks>
/// A pickle is a program for a machine with a stack; its instructions are those of Python's own <c>pickletools</c>, protocols 2 to 5. Of the things that a program may ask for
/// there are an ordered dictionary, a tensor of a storage, a parameter, and the types of storages; any other name ends the reading.
/// </remarks>
internal sealed class PickleReader
{
    private const string Pickle = "data.pkl";
    private const int MostItems = 1_000_000;

    private static readonly object s_mark = new();
    private static readonly object s_none = new();

    private readonly PickleBytes _bytes;
    private readonly string _file;
    private readonly List<object> _stack = [];
    private readonly Dictionary<long, object> _memo = [];
    private int _items;

    private PickleReader(byte[] content, string file) => (_bytes, _file) = (new PickleBytes(content, $"{file}: {Pickle}"), file);

    /// <summary>Tensors by name; of one tensor alone, <see cref="TorchStateFile.OnlyTensor"/>. Numbers and texts beside them are left out.</summary>
    /// <param name="content">The pickle.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="ArtifactException">It ends early, asks for something else, or holds no tensor.</exception>
    internal static Dictionary<string, PickledTensor> Read(byte[] content, string file)
    {
        var reader = new PickleReader(content, file);
        var tensors = new Dictionary<string, PickledTensor>(StringComparer.Ordinal);
        reader.Collect(reader.Run(), string.Empty, tensors, 0);
        return tensors.Count > 0 ? tensors : throw reader.Wrong("holds no tensor");
    }

    private object Run()
    {
        while (true)
        {
            var code = _bytes.Byte();
            switch (code)
            {
                case 0x80: _ = _bytes.Byte(); break; // protocol
                case 0x95: _ = _bytes.Number(8); break; // length of a frame
                case (byte)'.': return Pop();
                case (byte)'(': _stack.Add(s_mark); break;
                case (byte)'0': Pop(); break;
                case (byte)'N': _stack.Add(s_none); break;
                case 0x88: _stack.Add(true); break;
                case 0x89: _stack.Add(false); break;
                case (byte)'K': _stack.Add(_bytes.Number(1)); break;
                case (byte)'M': _stack.Add(_bytes.Number(2)); break;
                case (byte)'J': _stack.Add((long)(int)_bytes.Number(4)); break;
                case 0x8a: _stack.Add(_bytes.Signed((int)_bytes.Number(1))); break;
                case (byte)'G': _stack.Add(_bytes.Real()); break;
                case (byte)'X': _stack.Add(_bytes.Text((int)Math.Min(_bytes.Number(4), int.MaxValue))); break;
                case 0x8c: _stack.Add(_bytes.Text((int)_bytes.Number(1))); break;
                case (byte)')': _stack.Add(Array.Empty<object>()); break;
                case (byte)']': _stack.Add(new List<object>()); break;
                case (byte)'}': _stack.Add(new Dictionary<string, object>(StringComparer.Ordinal)); break;
                case 0x85: Tuple(1); break;
                case 0x86: Tuple(2); break;
                case 0x87: Tuple(3); break;
                case (byte)'t': _stack.Add(Marked()); break;
                case (byte)'q': _memo[_bytes.Number(1)] = Peek(); break;
                case (byte)'r': _memo[_bytes.Number(4)] = Peek(); break;
                case 0x94: _memo[_memo.Count] = Peek(); break;
                case (byte)'h': Recall(_bytes.Number(1)); break;
                case (byte)'j': Recall(_bytes.Number(4)); break;
                case (byte)'c': _stack.Add(PickledName.Of(_bytes.Line(), _bytes.Line(), _file)); break;
                case 0x93: StackName(); break;
                case (byte)'Q': _stack.Add(Storage(Pop())); break;
                case (byte)'R': Call(); break;
                case (byte)'b': Build(); break;
                case (byte)'s': SetItems([Beneath(), Pop()]); break;
                case (byte)'u': SetItems(Marked()); break;
                case (byte)'a': Append([Pop()]); break;
                case (byte)'e': Append(Marked()); break;
                default: throw Wrong(string.Create(CultureInfo.InvariantCulture, $"has the instruction 0x{code:x2}, which no file of tensors needs"));
            }
        }
    }

    private void Call()
    {
        var arguments = Pop() as object[] ?? throw Wrong("calls something without arguments");
        var name = Pop() as PickledName ?? throw Wrong("calls what has no name");
        _stack.Add(name.Kind switch
        {
            PickledKind.Dictionary when arguments.Length == 0 => new Dictionary<string, object>(StringComparer.Ordinal),
            PickledKind.Tensor when arguments is [PickledStorage storage, long offset, object[] shape, object[] strides, ..] => Tensor(storage, offset, shape, strides),
            PickledKind.Parameter when arguments is [PickledTensor tensor, ..] => tensor,
            _ => throw Wrong($"calls {name.Text} with other arguments than torch does"),
        });
    }

    private PickledTensor Tensor(PickledStorage storage, long offset, object[] shape, object[] strides)
    {
        if (!shape.Concat(strides).All(static number => number is long))
            throw Wrong("has a tensor whose sizes are no numbers");
        var tensor = new PickledTensor(storage, offset, [.. shape.Cast<long>()], [.. strides.Cast<long>()]);
        return tensor.Fault is { } fault ? throw Wrong($"has a tensor of the storage '{storage.Key}' that {fault}") : tensor;
    }

    private PickledStorage Storage(object reference) =>
        reference is object[] and ["storage", PickledName { Kind: PickledKind.Storage, Type: { } type }, string key, string, long count, ..] && count >= 0 && IsPlain(key)
            ? new PickledStorage(key, type, count)
            : throw Wrong("refers to something that is no storage of tensors");

    // a dictionary's own attributes, such as the versions of its layers, say nothing about tensors
    private void Build()
    {
        _ = Pop();
        if (Peek() is not (Dictionary<string, object> or PickledTensor))
            throw Wrong("sets the state of something that is no dictionary");
    }

    private void SetItems(object[] items)
    {
        if (Peek() is not Dictionary<string, object> dictionary || items.Length % 2 != 0)
            throw Wrong("puts items where no dictionary is");
        for (var i = 0; i < items.Length; i += 2)
        {
            dictionary[items[i] is string name && IsPlain(name) ? name : throw Wrong("has a name that is no text")] = items[i + 1];
        }
    }

    private void Append(object[] items) => (Peek() as List<object> ?? throw Wrong("appends to what is no list")).AddRange(items);

    private void StackName()
    {
        var (module, name) = (Beneath(), Pop());
        _stack.Add(PickledName.Of(module as string ?? string.Empty, name as string ?? string.Empty, _file));
    }

    private void Tuple(int count)
    {
        var items = new object[count];
        for (var i = count - 1; i >= 0; i--)
        {
            items[i] = Pop();
        }

        _stack.Add(items);
    }

    private object[] Marked()
    {
        var mark = _stack.LastIndexOf(s_mark);
        if (mark < 0)
            throw Wrong("has no mark where one is needed");
        object[] items = [.. _stack.Skip(mark + 1)];
        _stack.RemoveRange(mark, _stack.Count - mark);
        return items;
    }

    private void Recall(long number) => _stack.Add(_memo.TryGetValue(number, out var value) ? value : throw Wrong("recalls what it never stored"));

    private object Peek() => _stack.Count > 0 && _stack[^1] != s_mark ? _stack[^1] : throw Wrong("takes from an empty stack");

    private object Pop()
    {
        var top = Peek();
        _stack.RemoveAt(_stack.Count - 1);
        return top;
    }

    // the item under the top, which stays above it
    private object Beneath()
    {
        var top = Pop();
        var beneath = Pop();
        _stack.Add(top);
        return beneath;
    }

    private void Collect(object value, string name, Dictionary<string, PickledTensor> tensors, int depth)
    {
        // one dictionary may stand in many places, and again those that it stands in
        const int deepest = 8;
        if (++_items > MostItems)
            throw Wrong($"has more than {MostItems} items");
        if (value is PickledTensor tensor)
            tensors[name.Length > 0 ? name : TorchStateFile.OnlyTensor] = tensor;
        else if (value is Dictionary<string, object> dictionary && depth < deepest)
        {
            foreach (var (key, item) in dictionary)
            {
                Collect(item, name.Length > 0 ? $"{name}.{key}" : key, tensors, depth + 1);
            }
        }
    }

    // names stand in messages of one line
    private static bool IsPlain(string name) => !name.Any(char.IsControl);

    private ArtifactException Wrong(string complaint) => new($"{_file}: {Pickle} {complaint}.");
}
