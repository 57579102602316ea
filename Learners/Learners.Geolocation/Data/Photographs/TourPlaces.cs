using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;

namespace Learners.Geolocation.Data.Photographs;

/// <summary>Placemarks of a KML file that show a picture.</summary>
internal static partial class TourPlaces
{
    /// <summary>Place of each picture, by its file name.</summary>
    /// <param name="stream">The KML file.</param>
    /// <exception cref="InvalidDataException">It is no XML, or a placemark's coordinates are no place; the message names it.</exception>
    internal static IReadOnlyDictionary<string, (double Longitude, double Latitude)> Read(Stream stream)
    {
        var places = new Dictionary<string, (double, double)>(StringComparer.Ordinal);
        XDocument document;
        try
        {
            using var reader = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
            document = XDocument.Load(reader);
        }
        catch (XmlException fault)
        {
            throw new InvalidDataException($"the KML file cannot be read: {fault.Message}", fault);
        }

        foreach (var placemark in document.Descendants().Where(static element => element.Name.LocalName == "Placemark"))
        {
            var coordinates = placemark.Descendants().FirstOrDefault(static element => element.Name.LocalName == "coordinates")?.Value;
            var picture = PictureSource().Match(placemark.Elements().FirstOrDefault(static element => element.Name.LocalName == "description")?.Value ?? string.Empty);
            if (coordinates is not null && picture.Success)
            {
                places[WebUtility.HtmlDecode(picture.Groups[1].Value)] = Place(coordinates, (string?)placemark.Attribute("id") ?? "without id");
            }
        }

        return places;
    }

    private static (double Longitude, double Latitude) Place(string coordinates, string id)
    {
        var parts = coordinates.Trim().Split(',');
        return parts.Length >= 2
            && double.TryParse(parts[0], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) && Math.Abs(longitude) <= 180
            && double.TryParse(parts[1], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) && Math.Abs(latitude) <= 90
            ? (longitude, latitude)
            : throw new InvalidDataException($"the placemark '{id}' lies at '{coordinates.Trim()}', which is no place");
    }

    [GeneratedRegex("""<img\b[^>]*\bsrc="([^":]+)"[^>]*>""")]
    private static partial Regex PictureSource();
}
