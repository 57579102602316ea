using System.Globalization;

namespace Learners.LocationEncoding.Data.Species;

/// <summary>Sites where it is known of every species whether it lives there.</summary>
/// <param name="Longitudes">Degrees.</param>
/// <param name="Latitudes">Degrees, as many.</param>
/// <param name="Species">Names.</param>
/// <param name="IsPresent">[site][species].</param>
public sealed record SpeciesSites(double[] Longitudes, double[] Latitudes, IReadOnlyList<string> Species, bool[] IsPresent)
{
    /// <summary>Sites.</summary>
    public int Count => Longitudes.Length;

    /// <summary>Reads a table with the columns lon, lat and one of 0 and 1 for each species.</summary>
    /// <param name="path">CSV with a head.</param>
    /// <exception cref="InvalidDataException">It is something else; the message names the line.</exception>
    public static SpeciesSites Read(string path)
    {
        var lines = File.ReadAllLines(path);
        var head = lines.Length == 0 ? [] : lines[0].Split(',');
        if (head.Length < 3 || head[0] != "lon" || head[1] != "lat")
        {
            throw new InvalidDataException($"{path} does not begin with the columns lon, lat and a species");
        }

        var species = head[2..];
        List<double> longitudes = [], latitudes = [];
        List<bool> present = [];
        for (var i = 1; i < lines.Length; i++)
        {
            var parts = lines[i].Split(',');
            if (parts.Length != head.Length
                || !double.TryParse(parts[0], CultureInfo.InvariantCulture, out var longitude) || longitude is not (>= -180 and <= 180)
                || !double.TryParse(parts[1], CultureInfo.InvariantCulture, out var latitude) || latitude is not (>= -90 and <= 90)
                || parts[2..].Any(part => part is not ("0" or "1")))
            {
                throw new InvalidDataException($"line {i + 1} of {path} is not a longitude, a latitude and {species.Length} times 0 or 1");
            }

            longitudes.Add(longitude);
            latitudes.Add(latitude);
            present.AddRange(parts[2..].Select(part => part == "1"));
        }

        return longitudes.Count > 0
            ? new SpeciesSites([.. longitudes], [.. latitudes], species, [.. present])
            : throw new InvalidDataException($"{path} has no sites");
    }

    /// <summary>The sites at some positions, in their order.</summary>
    /// <param name="rows">From 0.</param>
    public SpeciesSites At(IReadOnlyList<int> rows) => new(
        [.. rows.Select(row => Longitudes[row])],
        [.. rows.Select(row => Latitudes[row])],
        Species,
        [.. rows.SelectMany(row => IsPresent[(row * Species.Count)..((row + 1) * Species.Count)])]);

    /// <summary>One observation for each species at each site where it lives: what a presence-only model may learn from. The picture's id is the site's number.</summary>
    public SpeciesObservations Presences()
    {
        var seen = Enumerable.Range(0, IsPresent.Length).Where(i => IsPresent[i]).Select(i => (Site: i / Species.Count, Class: i % Species.Count)).ToArray();
        return new SpeciesObservations(
            [.. seen.Select(pair => (long)pair.Site)],
            [.. seen.Select(pair => Longitudes[pair.Site])],
            [.. seen.Select(pair => Latitudes[pair.Site])],
            [.. seen.Select(pair => pair.Class)],
            Species.Count);
    }
}
