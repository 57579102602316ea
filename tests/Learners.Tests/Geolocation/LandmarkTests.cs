using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using GeoCore.Packages;
using Learners.Geolocation.Data.Photographs;

namespace Learners.Tests.Geolocation;

public class LandmarkTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_resource_file_of_any_version_gives_its_files(int version)
    {
        var file = new QtResourceFile(Resource(version));

        Assert.Equal(["pictures/plain.webp", "pictures/small.qml"], file.Paths.Order(StringComparer.Ordinal));
        Assert.Equal("as it is"u8.ToArray(), file.Read("pictures/plain.webp"));
        Assert.Equal(Encoding.ASCII.GetBytes(new string('z', 500)), file.Read("pictures/small.qml"));
        Assert.Throws<FileNotFoundException>(() => file.Read("pictures"));
    }

    [Fact]
    public void A_resource_file_that_is_cut_or_changed_anywhere_is_refused_or_read_and_nothing_else()
    {
        var whole = Resource(3);
        for (var length = 0; length < whole.Length; length++)
        {
            ReadAll(whole[..length]);
        }

        for (var at = 0; at < whole.Length; at++)
        {
            byte[] changed = [.. whole];
            changed[at] ^= 0xff;
            ReadAll(changed);
        }

        static void ReadAll(byte[] content)
        {
            try
            {
                var file = new QtResourceFile(content);
                foreach (var path in file.Paths)
                {
                    file.Read(path);
                }
            }
            catch (InvalidDataException)
            {
                // the one answer that damage may have
            }
        }
    }

    [Fact]
    public void A_tour_tells_where_its_pictures_were_taken()
    {
        const string tour = """
            <kml xmlns="http://www.opengis.net/kml/2.2"><Document>
              <Placemark id="a"><description><![CDATA[<p>Tower &amp; bridge</p><center><img  src="Tower &amp; Bridge.jpg"  width="80%" ></center>]]></description>
                <Point><coordinates> 5.5,52.25,0 </coordinates></Point></Placemark>
              <Placemark id="far"><description><![CDATA[<img src="https://example.org/x.jpg">]]></description><Point><coordinates>1,2</coordinates></Point></Placemark>
              <Placemark targetId="a"><visibility>1</visibility></Placemark>
            </Document></kml>
            """;

        var place = Assert.Single(TourPlaces.Read(new MemoryStream(Encoding.UTF8.GetBytes(tour))));

        Assert.Equal("Tower & Bridge.jpg", place.Key);
        Assert.Equal((5.5, 52.25), place.Value);
    }

    [Theory]
    [InlineData("<kml>", "cannot be read")]
    [InlineData("""<kml><Placemark id="a"><description>&lt;img src="x.jpg"&gt;</description><Point><coordinates>5,95</coordinates></Point></Placemark></kml>""", "the placemark 'a' lies at '5,95'")]
    [InlineData("""<!DOCTYPE kml [<!ENTITY e "x">]><kml>&e;</kml>""", "cannot be read")]
    public void A_tour_that_is_none_is_explained(string text, string expected) => Assert.Contains(
        expected, Assert.Throws<InvalidDataException>(() => TourPlaces.Read(new MemoryStream(Encoding.UTF8.GetBytes(text)))).Message, StringComparison.Ordinal);

    [Fact]
    public void The_list_has_ninety_one_photographs_of_which_four_are_copies()
    {
        var list = LandmarkPhotographs.List;

        Assert.Equal(91, list.Select(landmark => landmark.Id).Distinct().Count());
        Assert.Equal(22, list.Count(landmark => landmark.Source == "marble" && double.IsNaN(landmark.Latitude)));
        Assert.All(list.Where(landmark => landmark.Source != "marble"), landmark => Assert.True(Math.Abs(landmark.Latitude) < 60 && Math.Abs(landmark.Longitude) < 180, landmark.Id));
        Assert.Equal(4, list.Count(landmark => landmark.SameAs.Length > 0));
        Assert.All(list.Where(landmark => landmark.SameAs.Length > 0), landmark => Assert.Contains(list, other => other.Id == landmark.SameAs && other.SameAs.Length == 0));
    }

    [Fact]
    public void The_packages_have_every_photograph_of_the_list()
    {
        var home = Environment.GetEnvironmentVariable("GEOSUITE_HOME") ?? Path.Combine(AppContext.BaseDirectory, "..", "..", "..", "..");
        var data = Path.Combine(home, "artifacts", "data");
        Assert.SkipUnless(
            Directory.Exists(Path.Combine(data, "gcompris-qt-data")) && Directory.Exists(Path.Combine(data, "marble-qt-data")),
            "the photographs were not fetched: ./geosuite experiment ensemble --table ground fetches them");
        var photographs = new LandmarkPhotographs(data, new PackageFetcher(TextWriter.Null)).Read(TestContext.Current.CancellationToken);

        Assert.Equal(91, photographs.Count);
        Assert.Equal(87, LandmarkPhotographs.Distinct(photographs).Count);
        Assert.All(photographs, photograph =>
        {
            var picture = GeoCore.Skia.PictureReader.Instance.Read(photograph.Read());
            Assert.True(picture.Width >= 100 && picture.Height >= 100, photograph.Id);
        });
        var sydney = photographs.Single(photograph => photograph.Id == "marble_sydney_opera_house");
        Assert.Equal(-33.857, sydney.Latitude, 0.01);
    }

    /// <summary>pictures/plain.webp as it is, pictures/small.qml compressed.</summary>
    private static byte[] Resource(int version)
    {
        var names = new MemoryStream();
        int Name(string text)
        {
            var at = (int)names.Length;
            names.Write([(byte)(text.Length >> 8), (byte)text.Length, 0, 0, 0, 0, .. Encoding.BigEndianUnicode.GetBytes(text)]);
            return at;
        }

        using var packed = new MemoryStream();
        packed.Write([0, 0, 1, 244]);
        using (var zlib = new ZLibStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            zlib.Write(Encoding.ASCII.GetBytes(new string('z', 500)));
        }

        var plain = "as it is"u8.ToArray();
        var small = packed.ToArray();
        byte[] data = [0, 0, 0, (byte)plain.Length, .. plain, 0, 0, 0, (byte)small.Length, .. small];
        var (pictures, first, second) = (Name("pictures"), Name("plain.webp"), Name("small.qml"));
        // name, flags, then children and first child of a folder, or country, language and data of a file
        (int Name, int Flags, int A, int B)[] nodes = [(0, 2, 1, 1), (pictures, 2, 2, 2), (first, 0, 0, 0), (second, 1, 0, 4 + plain.Length)];
        var size = version == 1 ? 14 : 22;
        var header = version == 3 ? 24 : 20;
        var result = new byte[header + data.Length + names.Length + nodes.Length * size];
        "qres"u8.CopyTo(result);
        int[] offsets = [version, header + data.Length + (int)names.Length, header, header + data.Length];
        for (var i = 0; i < offsets.Length; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(result.AsSpan(4 + 4 * i), offsets[i]);
        }

        data.CopyTo(result, header);
        names.ToArray().CopyTo(result, header + data.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = result.AsSpan(offsets[1] + i * size);
            BinaryPrimitives.WriteInt32BigEndian(node, nodes[i].Name);
            BinaryPrimitives.WriteInt16BigEndian(node[4..], (short)nodes[i].Flags);
            BinaryPrimitives.WriteInt32BigEndian(node[6..], nodes[i].A);
            BinaryPrimitives.WriteInt32BigEndian(node[10..], nodes[i].B);
        }

        return result;
    }
}
