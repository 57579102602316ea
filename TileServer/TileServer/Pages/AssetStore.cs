using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text;
using TileServer.Http;

namespace TileServer.Pages;

/// <summary>The files under wwwroot, read when first asked for and again when they change.</summary>
/// <param name="root">Folder.</param>
internal sealed class AssetStore(string root)
{
    private static readonly FrozenDictionary<string, string> s_mediaTypes = new Dictionary<string, string>
    {
        [".html"] = "text/html; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".mjs"] = "text/javascript; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".svg"] = "image/svg+xml",
        [".json"] = "application/json",
        [".txt"] = "text/plain; charset=utf-8",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, Asset> _assets = new(StringComparer.Ordinal);

    /// <summary>A file, or 404.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">Path below the root, with slashes.</param>
    internal IResult Get(HttpContext context, string path) =>
        Find(path, context.Request.PathBase) is { } asset ? asset.ToResult(context) : new Problem(ProblemKinds.NotFound) { Detail = "There is no such file." };

    private Asset? Find(string path, string prefix)
    {
        if (!IsPlain(path) || !s_mediaTypes.TryGetValue(Path.GetExtension(path), out var mediaType))
            return null;
        var file = new FileInfo(Path.Combine(root, path));
        if (!file.Exists)
            return null;
        var key = prefix + "\n" + path;
        if (_assets.TryGetValue(key, out var known) && known.Written == file.LastWriteTimeUtc)
            return known;
        return _assets[key] = new Asset(mediaType, file.LastWriteTimeUtc, Read(file, prefix));
    }

    /// <summary>Pages name their files from the root, which a path prefix moves.</summary>
    private static byte[] Read(FileInfo file, string prefix)
    {
        var bytes = File.ReadAllBytes(file.FullName);
        return prefix.Length == 0 || file.Extension != ".html"
            ? bytes
            : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(bytes).Replace("=\"/", $"=\"{prefix}/", StringComparison.Ordinal));
    }

    /// <summary>Names of letters, digits and <c>._-</c> that do not begin with a dot: nothing that climbs.</summary>
    private static bool IsPlain(string path)
    {
        foreach (var range in path.AsSpan().Split('/'))
        {
            var name = path.AsSpan(range);
            if (name is [] or ['.', ..])
                return false;
            foreach (var letter in name)
            {
                if (!char.IsAsciiLetterOrDigit(letter) && letter is not ('.' or '_' or '-'))
                    return false;
            }
        }

        return true;
    }
}
