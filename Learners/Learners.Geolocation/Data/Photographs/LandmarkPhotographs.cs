using System.Globalization;
using GeoCore.Packages;

namespace Learners.Geolocation.Data.Photographs;

/// <summary>91 photographs of landmarks out of two Debian packages that teach children: gcompris-qt-data and marble-qt-data. They are fetched when they are first asked for.</summary>
/// <remarks>
/// <c>landmarks.csv</c> says where each monument of gcompris stands (facts, to about half a kilometre) and who took it under which licence; marble's places are read from its own tour. Four are the same
/// photograph as another one; <see cref="Distinct"/> leaves them out.
/// </remarks>
/// <param name="dataFolder">Data folder of the checkout.</param>
/// <param name="packages">Fetches packages.</param>
internal sealed class LandmarkPhotographs(string dataFolder, PackageFetcher packages)
{
    private const string Gcompris = "gcompris-qt-data";
    private const string Marble = "marble-qt-data";

    /// <summary>What is known of each photograph before any is fetched.</summary>
    internal static IReadOnlyList<Landmark> List { get; } = ReadList();

    /// <summary>All 91.</summary>
    /// <param name="cancellationToken">Ends a fetch.</param>
    /// <exception cref="IOException">A package cannot be had.</exception>
    /// <exception cref="InvalidDataException">A package is another one than the list was made for.</exception>
    internal IReadOnlyList<PlacedPhotograph> Read(CancellationToken cancellationToken)
    {
        var resources = Fetched(Gcompris, Path.Combine("usr", "share", "gcompris-qt", "rcc"), cancellationToken);
        var tour = Fetched(Marble, Path.Combine("usr", "share", "marble", "data", "maps", "earth", "openstreetmap"), cancellationToken);
        var opened = new Dictionary<string, QtResourceFile>(StringComparer.Ordinal);
        IReadOnlyDictionary<string, (double Longitude, double Latitude)> places;
        using (var stream = File.OpenRead(Path.Combine(tour, "tour.kml")))
        {
            places = TourPlaces.Read(stream);
        }

        return [.. List.Select(landmark => landmark.Source == "marble" ? OfTour(landmark) : OfResource(landmark))];

        PlacedPhotograph OfTour(Landmark landmark)
        {
            var path = Path.Combine(tour, landmark.File);
            return places.TryGetValue(landmark.File, out var place) && File.Exists(path)
                ? new PlacedPhotograph(landmark.Id, place.Longitude, place.Latitude, () => File.ReadAllBytes(path))
                : throw new InvalidDataException($"{Marble} has no {landmark.File} with a place");
        }

        PlacedPhotograph OfResource(Landmark landmark)
        {
            if (!opened.TryGetValue(landmark.Source, out var file))
            {
                opened[landmark.Source] = file = new QtResourceFile(File.ReadAllBytes(Path.Combine(resources, landmark.Source + ".rcc")));
            }

            var path = $"gcompris/src/activities/{landmark.Source}/resource/{landmark.File}";
            return file.Paths.Contains(path)
                ? new PlacedPhotograph(landmark.Id, landmark.Longitude, landmark.Latitude, () => file.Read(path))
                : throw new InvalidDataException($"{Gcompris} has no {landmark.File}");
        }
    }

    /// <summary>Each picture once.</summary>
    internal static IReadOnlyList<PlacedPhotograph> Distinct(IReadOnlyList<PlacedPhotograph> photographs)
    {
        var copies = List.Where(static landmark => landmark.SameAs.Length > 0).Select(static landmark => landmark.Id).ToHashSet(StringComparer.Ordinal);
        return [.. photographs.Where(photograph => !copies.Contains(photograph.Id))];
    }

    private string Fetched(string package, string folder, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataFolder, package, folder);
        if (!Directory.Exists(path))
        {
            packages.Unpack(PackageClient.Debian, package, null, Path.Combine(dataFolder, package), cancellationToken);
        }

        return Directory.Exists(path) ? path : throw new InvalidDataException($"the package {package} has no {folder}");
    }

    private static Landmark[] ReadList()
    {
        using var stream = typeof(LandmarkPhotographs).Assembly.GetManifestResourceStream("Learners.Geolocation.landmarks.csv")
            ?? throw new InvalidOperationException("the resource landmarks.csv is missing");
        using var reader = new StreamReader(stream);
        // the first five columns hold no commas; author and licence are for people
        return [.. reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(static line => line.Split(',', 6)).Select(static fields => new Landmark(
            fields[0], fields[1].Split(':')[0], fields[1].Split(':')[1], Number(fields[3]), Number(fields[2]), fields[4]))];
    }

    // marble's places are in its tour
    private static double Number(string text) => text.Length == 0 ? double.NaN : double.Parse(text, CultureInfo.InvariantCulture);
}

/// <summary>A photograph of the list.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Source"><c>marble</c>, or the activity of gcompris.</param>
/// <param name="File">Its file there.</param>
/// <param name="Longitude">Degrees; NaN where the tour tells it.</param>
/// <param name="Latitude">Degrees; NaN where the tour tells it.</param>
/// <param name="SameAs">The photograph that this one is a copy of; else empty.</param>
internal sealed record Landmark(string Id, string Source, string File, double Longitude, double Latitude, string SameAs);
