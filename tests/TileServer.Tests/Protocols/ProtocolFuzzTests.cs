using CsCheck;

namespace TileServer.Tests.Protocols;

/// <summary>Random words at the addresses of the protocols: whatever is sent, the answer is one that the protocol knows.</summary>
public sealed class ProtocolFuzzTests(ProtocolServer shared) : IClassFixture<ProtocolServer>
{
    private const int FuzzedUrls = 2500;

    private static readonly string[] s_words =
    [
        "0", "1", "2", "5", "-1", "64", "255", "256", "4097", "99999999999999999999", "1e9", "1e-320", "NaN", "Infinity", "0.5", "", "%00", "%ff", "☃", "ramp", "part", "places", "broken", "nothing", "ramp,part", "default", "hdr", "probability",
        "WebMercatorQuad", "WorldCRS84Quad", "UPSArcticWGS84Quad", "EPSG:3857", "EPSG:4326", "CRS:84", "EPSG:32632", "EPSG:3413", "EPSG:5042", "EPSG:0", "image/png", "image/jpeg", "image/geotiff", "text/html", "application/json", "0,0,10,10",
        "-180,-90,180,90", "10,10,0,0", "0,0,0,0", "NaN,0,1,1", "-1e9,-1e9,1e9,1e9", "170,-10,-170,10", "0,80,10,95", "1,2,3", "TRUE", "FALSE", "0xFF00FF", "red", "BLANK", "INIMAGE", "XML", "1.3.0", "1.1.1", "1.0.0", "9", "Lat(0:1),Lon(0:1)", "Lat(NaN:1),Lon(0:1)",
    ];

    private static readonly string[] s_names =
    [
        "SERVICE", "VERSION", "LAYER", "LAYERS", "QUERY_LAYERS", "STYLE", "STYLES", "CRS", "SRS", "BBOX", "WIDTH", "HEIGHT", "FORMAT", "TRANSPARENT", "BGCOLOR", "EXCEPTIONS", "I", "J", "X", "Y", "INFO_FORMAT", "INFOFORMAT", "FEATURE_COUNT",
        "TILEMATRIXSET", "TILEMATRIX", "TILEROW", "TILECOL", "bbox-crs", "crs", "center", "scale-denominator", "mm-per-pixel", "subset", "f", "v", "rescale", "gamma", "quantity", "strict", "flavour", "%00",
    ];

    private static readonly string[] s_addresses =
    [
        "/wms?REQUEST=GetMap&LAYERS=ramp&CRS=CRS:84&BBOX=0,0,10,10&WIDTH=9&HEIGHT=9&FORMAT=image/png&", "/wms?REQUEST=GetFeatureInfo&LAYERS=places&QUERY_LAYERS=places&CRS=EPSG:3857&BBOX=0,0,10,10&WIDTH=9&HEIGHT=9&I=1&J=1&", "/wms?REQUEST=GetLegendGraphic&LAYER=ramp&",
        "/wms?REQUEST=GetCapabilities&", "/wmts?REQUEST=GetTile&LAYER=ramp&FORMAT=image/png&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=0&TILECOL=0&", "/wmts?REQUEST=GetFeatureInfo&LAYER=ramp&TILEMATRIXSET=WebMercatorQuad&TILEMATRIX=1&TILEROW=0&TILECOL=0&I=0&J=0&",
        "/collections/ramp/map?width=9&", "/collections/places/map?height=9&", "/collections/part/map/tiles/WebMercatorQuad/1/0/1?", "/styles/places.json?", "/wms?", "/wmts?", "/collections?", "/tms/1.0.0/ramp/WebMercatorQuad/1/0/0.png?",
    ];

    private static readonly string[] s_roots = ["/wmts/1.0.0", "/tms/1.0.0", "/collections", "/collections/ramp", "/collections/places/tiles", "/collections/ramp/map/tiles/WebMercatorQuad", "/styles", "/tileMatrixSets"];

    [Fact]
    public async Task No_words_find_a_bug()
    {
        var pair = Gen.Select(OneOf(s_names), OneOf(s_words), (name, value) => $"{name}={value}");
        var queries = Gen.Select(OneOf(s_addresses), pair.Array[0, 4], (address, words) => address + string.Join('&', words));
        var paths = Gen.Select(OneOf(s_roots), OneOf(s_words).Array[0, 6], (root, words) => $"{root}/{string.Join('/', words)}");
        await Gen.OneOf(queries, queries, paths).SampleAsync(async address => Assert.Null(await FaultOfAsync(address)), iter: FuzzedUrls);
    }

    private static Gen<string> OneOf(params string[] choices) => Gen.Int[0, choices.Length - 1].Select(index => choices[index]);

    private async Task<string?> FaultOfAsync(string address)
    {
        var server = shared.Server;
        var uri = new Uri(server.Address.ToString().TrimEnd('/') + address, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
        using var response = await server.Client.GetAsync(uri, TestContext.Current.CancellationToken);
        var (status, type) = ((int)response.StatusCode, response.Content.Headers.ContentType?.MediaType);
        if (status is 501 or 503 ? address.StartsWith("/w", StringComparison.Ordinal) || address.Contains("broken", StringComparison.Ordinal) : status < 500)
            return status < 400 || type is "application/problem+json" or "application/xml" or "text/xml" or "application/vnd.ogc.se_xml" ? null : $"{status} {type}: {address}";
        return $"{status} {address}";
    }
}
