using System.Globalization;

namespace GeoCore.Artifacts.TorchFiles;

/// <summary>What a name in a pickle stands for.</summary>
internal enum PickledKind
{
    /// <summary>An ordered dictionary.</summary>
    Dictionary,

    /// <summary>A tensor of a storage.</summary>
    Tensor,

    /// <summary>A tensor that was learnt.</summary>
    Parameter,

    /// <summary>The type of a storage.</summary>
    Storage,
}

/// <summary>One of the few names that a pickle of tensors may use.</summary>
/// <param name="Text">Module and name.</param>
/// <param name="Kind">What it stands for.</param>
/// <param name="Type">Number format of a storage.</param>
internal sealed record PickledName(string Text, PickledKind Kind, TensorType? Type = null)
{
    private const int LongestShown = 60;

    private static readonly Dictionary<string, PickledName> s_known = new PickledName[]
    {
        new("collections.OrderedDict", PickledKind.Dictionary),
        new("torch._utils._rebuild_tensor_v2", PickledKind.Tensor),
        new("torch._utils._rebuild_parameter", PickledKind.Parameter),
        new("torch.FloatStorage", PickledKind.Storage, TensorType.Float32),
        new("torch.DoubleStorage", PickledKind.Storage, TensorType.Float64),
        new("torch.HalfStorage", PickledKind.Storage, TensorType.Float16),
        new("torch.BFloat16Storage", PickledKind.Storage, TensorType.BFloat16),
        new("torch.IntStorage", PickledKind.Storage, TensorType.Int32),
        new("torch.LongStorage", PickledKind.Storage, TensorType.Int64),
    }.ToDictionary(name => name.Text, StringComparer.Ordinal);

    /// <summary>Looks a name up.</summary>
    /// <param name="module">Its module.</param>
    /// <param name="name">Its name there.</param>
    /// <param name="file">Name for messages.</param>
    /// <exception cref="ArtifactException">It is none of the few; the message names it.</exception>
    internal static PickledName Of(string module, string name, string file) => s_known.TryGetValue($"{module}.{name}", out var known)
        ? known
        : throw new ArtifactException($"{file}: the pickle asks for '{Shown($"{module}.{name}")}', which no file of tensors needs; nothing was called.");

    // a stranger's text: one line, not too long
    private static string Shown(string text) => string.Concat(text.Take(LongestShown).Select(static letter => char.IsControl(letter)
        ? string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}")
        : letter.ToString()));
}
