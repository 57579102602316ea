using System.Globalization;
using GeoCore.Imaging;

namespace TileServer.BrowserTests.Hosting;

/// <summary>Layers that are known without a file: their value is −1 west and 1 east of Greenwich, plus a thousandth of the longitude.</summary>
internal static class SyntheticLayers
{
    internal const uint West = 0xFF_2060C0; // packed with red in the lowest byte: a warm colour
    internal const uint East = 0xFF_A06010; // a blue one

    internal const string Catalogue = """
        {"layers":[
          {"id":"halves","title":"Two halves","kind":"raster","version":"0123456789ab","attribution":"Made up <b>here</b>","bounds":[-180,-85,180,85],"minzoom":0,"maxzoom":6,"stylable":true,"categorical":false},
          {"id":"classes","title":"Two classes","kind":"raster","version":"abcdef012345","attribution":"Made up","bounds":[-180,-85,180,85],"minzoom":0,"maxzoom":6,"stylable":false,"categorical":true},
          {"id":"broken","title":"A broken layer","kind":"raster","version":"000000000000","attribution":"","bounds":[-180,-85,180,85],"minzoom":0,"maxzoom":6,"stylable":true,"categorical":false},
          {"id":"places","title":"Where it may be","kind":"prediction","version":"111111111111","attribution":"","bounds":[-180,-90,180,90],"minzoom":0,"maxzoom":6,"stylable":true,"categorical":false,"quantities":["density","log10density","hdr"]}
        ]}
        """;

    internal const string LegendSvg = """
        <svg xmlns="http://www.w3.org/2000/svg" width="240" height="40"><rect width="120" height="20" fill="#c06020"/>
        <rect x="120" width="120" height="20" fill="#1060a0"/><text y="36" font-size="12">west</text><text x="200" y="36" font-size="12">east</text></svg>
        """;

    internal static string LegendOf(string layer) => layer == "classes"
        ? """{"title":"Two classes","entries":[{"value":1,"color":"#c06020","label":"The west"},{"value":2,"color":"#1060a0","label":"The east"}]}"""
        : """{"title":"Two halves","unit":"m","entries":[{"value":-1,"color":"#c06020","label":"-1"},{"value":1,"color":"#1060a0","label":"1"}]}""";

    internal static string ValueAt(string layer, double longitude) => layer == "classes"
        ? longitude < 0 ? "1" : "2"
        : ((longitude < 0 ? -1 : 1) + (longitude / 1000)).ToString("R", CultureInfo.InvariantCulture);

    internal static byte[] Tile(int z, int x, bool turned)
    {
        var indices = new byte[256 * 256];
        for (var i = 0; i < indices.Length; i++)
            indices[i] = (byte)((x * 256L) + (i % 256) < (128L << z) ? 0 : 1);
        return PngEncoder.EncodeIndexed(indices, 256, 256, turned ? [East, West] : [West, East], PngContent.Classes);
    }
}
