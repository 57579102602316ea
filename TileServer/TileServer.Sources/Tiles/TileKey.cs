using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using GeoCore.Tiling;

namespace TileServer.Sources.Tiles;

/// <summary>Everything that decides about the bytes of a tile.</summary>
/// <param name="LayerVersion">Version of the layer, 12 hexadecimal digits.</param>
/// <param name="TileMatrixSet">Identifier of the set.</param>
/// <param name="Tile">Address in the set.</param>
/// <param name="Pixels">Pixels along the edge.</param>
/// <param name="Options">Canonical text of the normalised options.</param>
/// <param name="Format">Extension of the format.</param>
public readonly record struct TileKey(
    string LayerVersion, string TileMatrixSet, TileIndex Tile, int Pixels, string Options, string Format)
{
    private const int HashBytes = 12;

    /// <summary>The strong entity tag, with its quotes, computed from this key alone: <c>"{lv}.{hash}.{ev}"</c>.</summary>
    public string ETag
    {
        get
        {
            var text = string.Create(CultureInfo.InvariantCulture, $"{TileMatrixSet}/{Tile}/{Pixels}.{Format}?{Options}");
            return ETagOf(LayerVersion, text);
        }
    }

    /// <summary>The tag of everything that decides about the bytes.</summary>
    internal static string ETagOf(string layerVersion, string text)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return $"\"{layerVersion}.{Base64Url.EncodeToString(hash[..HashBytes])}.{TileEncoders.Version}\"";
    }
}
