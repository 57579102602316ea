using System.Security;

namespace GeoCore.Imaging;

/// <summary>Words in an SVG document.</summary>
internal static class SvgText
{
    /// <summary>Text as XML takes it; control characters, which XML 1.0 cannot hold, become spaces.</summary>
    internal static string Escape(string text) =>
        SecurityElement.Escape(string.Concat(text.Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) || letter >= '\uFFFE' ? ' ' : letter)));
}
