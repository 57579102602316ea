using CsCheck;
using GeoCore.Geodesy;

namespace GeoCore.Tests.Geodesy;

public class CoordinateReferenceSystemTests
{
    /// <summary>Code, bounds in degrees within which the system is used, and the metres that it may differ from PROJ.</summary>
    public static TheoryData<int, double, double, double, double, double> Systems => new()
    {
        { 3857, -180, -85, 180, 85, 1e-7 },
        { 3395, -180, -85, 180, 85, 1e-7 },
        { 6933, -180, -90, 180, 90, 1e-7 },
        { 5041, -180, 60, 180, 90, 1e-7 },
        { 5042, -180, -90, 180, -60, 1e-7 },
        { 32661, -180, 0, 180, 90, 1e-6 },
        { 32761, -180, -90, 180, 0, 1e-6 },
        { 3031, -180, -90, 180, -40, 1e-7 },
        { 3976, -180, -90, 180, -40, 1e-7 },
        { 3413, -180, 40, 180, 90, 1e-7 },
        { 3995, -180, 40, 180, 90, 1e-7 },
        { 32632, 6, -80, 12, 84, 2e-5 },
        { 32632, 3, -80, 15, 84, 1e-3 },
        { 32701, -180, -80, -174, 0, 2e-5 },
        { 32660, 174, 0, 180, 84, 2e-5 },
        { 25833, 12, 0, 18, 84, 2e-5 },
        { 3035, -30, 25, 60, 80, 1e-6 },
        { 2154, -10, 38, 15, 55, 1e-6 },
        { 5070, -130, 20, -60, 55, 1e-6 },
    };

    [Theory]
    [MemberData(nameof(Systems))]
    public void Every_known_system_agrees_with_PROJ(int code, double west, double south, double east, double north, double tolerance)
    {
        var crs = CoordinateReferenceSystems.Parse($"EPSG:{code}");
        var geographic = code is 25833 or 3035 or 2154 or 5070 ? "+proj=longlat +ellps=GRS80 +no_defs" : "OGC:CRS84";
        (double X, double Y)[] places = [.. from i in Enumerable.Range(0, 13)
                                            from j in Enumerable.Range(0, 13)
                                            select (west + (east - west) * i / 12.0, south + (north - south) * j / 12.0)];
        var expected = ProjOracle.Transform(geographic, $"EPSG:{code}", places);
        for (var i = 0; i < places.Length; i++)
        {
            var (longitude, latitude) = places[i];
            var (x, y) = crs.FromGeographic(longitude, latitude);
            Assert.True(Math.Abs(x - expected[i].X) <= tolerance && Math.Abs(y - expected[i].Y) <= tolerance,
                $"({longitude}, {latitude}) → ({x}, {y}), PROJ says {expected[i]}");

            var (backLongitude, backLatitude) = crs.ToGeographic(expected[i].X, expected[i].Y);
            var miss = Geodesic.Inverse(longitude, latitude, backLongitude, backLatitude).Metres;
            // ProjNET's inverse of the azimuthal equal-area projection is a series that stops at two millimetres
            Assert.True(miss <= (code == 3035 ? 2e-3 : 2 * tolerance + 1e-7), $"({longitude}, {latitude}) came back as ({backLongitude}, {backLatitude}), {miss} m away");
        }
    }

    [Theory]
    [InlineData("OGC:CRS84", "OGC:CRS84", false)]
    [InlineData("CRS84", "OGC:CRS84", false)]
    [InlineData("CRS:84", "OGC:CRS84", false)]
    [InlineData("urn:ogc:def:crs:OGC:1.3:CRS84", "OGC:CRS84", false)]
    [InlineData("http://www.opengis.net/def/crs/OGC/1.3/CRS84", "OGC:CRS84", false)]
    [InlineData("EPSG:4326", "EPSG:4326", true)]
    [InlineData(" epsg:4326 ", "EPSG:4326", true)]
    [InlineData("urn:ogc:def:crs:EPSG::4326", "EPSG:4326", true)]
    [InlineData("https://www.opengis.net/def/crs/EPSG/0/32632", "EPSG:32632", false)]
    [InlineData("[EPSG:3035]", "EPSG:3035", true)]
    [InlineData("urn:ogc:def:crs:EPSG:9.9:3031", "EPSG:3031", false)]
    [InlineData("EPSG:32661", "EPSG:32661", true)]
    [InlineData("EPSG:900913", "EPSG:3857", false)]
    public void A_system_is_known_by_every_way_of_writing_its_name(string text, string identifier, bool swapped)
    {
        Assert.True(CoordinateReferenceSystems.TryParse(text, out var crs));
        Assert.Equal((identifier, swapped), (crs.Identifier, crs.AuthorityAxesAreSwapped));
        Assert.True(CoordinateReferenceSystems.TryParse(crs.Uri, out var again));
        Assert.Same(crs, again);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("EPSG:")]
    [InlineData("EPSG:-3857")]
    [InlineData("EPSG:99999999999999")]
    [InlineData("EPSG:1")]
    [InlineData("EPSG:32600")]
    [InlineData("EPSG:32661:1")]
    [InlineData("http://example.org/def/crs/EPSG/0/3857")]
    [InlineData("urn:ogc:def:crs:EPSG:3857")]
    [InlineData("nonsense")]
    [InlineData("[")]
    [InlineData("[]")]
    [InlineData("PROJCS[")]
    [InlineData("PROJCS[\"a\",GEOGCS[\"b\"]]")]
    [InlineData("GEOGCS[\"a\"")]
    [InlineData("WKT[1,2,3]")]
    [InlineData("PROJCS[\"a\",1e999,[[[]]]\"")]
    public void An_unknown_name_is_answered_with_no(string? text)
    {
        Assert.False(CoordinateReferenceSystems.TryParse(text, out var crs));
        Assert.Null(crs);
    }

    [Fact]
    public void A_definition_cut_short_or_mangled_is_answered_without_a_fault()
    {
        var texts = WellKnownTexts.WithoutAuthority.Values.ToArray();
        Gen.Select(Gen.Int[0, texts.Length - 1], Gen.Int[0, 600], Gen.Int[0, 40], Gen.String).Sample((which, at, length, insert) =>
        {
            var text = texts[which];
            var start = Math.Min(at, text.Length);
            var mangled = text.Remove(start, Math.Min(length, text.Length - start)).Insert(start, insert);
            Assert.Equal(CoordinateReferenceSystems.TryParse(mangled, out var crs), crs is not null);
            Assert.False(CoordinateReferenceSystems.TryParse(text[..Math.Min(start, text.Length - 1)], out _));
        }, iter: 3000);
    }

    [Fact]
    public void Any_text_is_answered_without_a_fault() => Gen.String.Select(Gen.Int[0, 3].Select(i => new[] { "PROJCS[", "GEOGCS[\"x\",", "EPSG:", "urn:ogc:def:crs:" }[i]))
        .Sample((tail, head) => CoordinateReferenceSystems.TryParse(head + tail, out var crs) == (crs is not null), iter: 3000);

    [Theory]
    [InlineData("EPSG:32633")]
    [InlineData("EPSG:3035")]
    [InlineData("EPSG:3413")]
    [InlineData("EPSG:5041")]
    [InlineData("EPSG:6933")]
    [InlineData("EPSG:2154")]
    public void Text_without_a_code_means_the_same_projection(string name)
    {
        var code = CoordinateReferenceSystems.Parse(name);
        Assert.True(CoordinateReferenceSystems.TryParse(WellKnownTexts.WithoutAuthority[name], out var text));
        Assert.NotSame(code, text);
        var (longitude, latitude) = name is "EPSG:3413" or "EPSG:5041" ? (100.0, 77.0) : (11.0, 47.0);
        var expected = code.FromGeographic(longitude, latitude);
        var (x, y) = text.FromGeographic(longitude, latitude);
        Assert.Equal(expected.X, x, 1e-6);
        Assert.Equal(expected.Y, y, 1e-6);
    }

    [Fact]
    public void A_code_in_the_text_is_enough()
    {
        const string text = """GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563]],PRIMEM["Greenwich",0],UNIT["degree",0.0174532925199433],AUTHORITY["EPSG","4326"]]""";
        Assert.True(CoordinateReferenceSystems.TryParse(text, out var crs));
        Assert.Same(Crs84.Epsg4326, crs);
    }

    [Fact]
    public void Places_that_a_projection_does_not_reach_are_no_numbers_instead_of_ghosts()
    {
        var utm = CoordinateReferenceSystems.Parse("EPSG:32632");
        for (var longitude = -180; longitude < 180; longitude += 5)
        {
            for (var latitude = -85; latitude <= 85; latitude += 5)
            {
                var (x, y) = utm.FromGeographic(longitude, latitude);
                if (double.IsNaN(x))
                {
                    // a zone is 3 degrees wide to either side; how far beyond the series still return differs in the last digits from processor to processor
                    Assert.True(Math.Abs(Math.IEEERemainder(longitude - 9, 360)) >= 20 || Math.Abs(latitude) >= 80,
                        $"({longitude}, {latitude}) is near the central meridian.");
                    continue;
                }

                var (backLongitude, backLatitude) = utm.ToGeographic(x, y);
                Assert.Equal(latitude, backLatitude, 1e-2);
                Assert.Equal(0, Math.IEEERemainder(longitude - backLongitude, 360) * Math.Cos(double.DegreesToRadians(latitude)), 1e-2);
            }
        }
    }

    [Fact]
    public void The_antimeridian_is_no_edge_for_a_zone_beside_it()
    {
        var utm = CoordinateReferenceSystems.Parse("EPSG:32701");
        var (west, _) = utm.FromGeographic(179.9, -17);
        var (same, _) = utm.FromGeographic(-180.1, -17);
        var (east, _) = utm.FromGeographic(-179.9, -17);

        Assert.Equal(west, same, 1e-6);
        Assert.InRange(east - west, 21000, 21500);
        Assert.Equal(179.9, utm.ToGeographic(west, 8.1e6).Longitude, 0.01);
    }

    [Fact]
    public void Spans_may_be_converted_in_place_and_agree_with_single_places() => Gen.Select(Gen.Int[1, 700], Gen.Int[0, 3]).Sample((length, which) =>
    {
        var crs = CoordinateReferenceSystems.Parse(new[] { "EPSG:32632", "EPSG:3035", "EPSG:5041", "EPSG:6933" }[which]);
        double[] x = [.. Enumerable.Range(0, length).Select(i => 5 + i * 0.01)], y = [.. Enumerable.Range(0, length).Select(i => 50 + i * 0.02)];
        crs.FromGeographic(x, y, x, y);
        Assert.Equal(crs.FromGeographic(5 + (length - 1) * 0.01, 50 + (length - 1) * 0.02), (x[^1], y[^1]));
        crs.ToGeographic(x, y, x, y);
        Assert.Equal(5 + (length - 1) * 0.01, x[^1], 1e-7);
        Assert.Equal(50 + (length - 1) * 0.02, y[^1], 1e-7);
    }, iter: 50);

    [Fact]
    public void Beyond_the_poles_of_an_equal_area_map_there_is_nothing() =>
        Assert.True(double.IsNaN(CoordinateReferenceSystems.Parse("EPSG:6933").ToGeographic(0, 7.4e6).Latitude));
}
