using System.IO.Compression;
using GeoCore.Imaging;
using GeoCore.Skia;

namespace Learners.Geolocation.Data.Overhead;

/// <summary>Folders of pictures with tables of their places.</summary>
/// <param name="folder">Holds <c>train.csv</c> and <c>dev.csv</c> with the columns file, lat and lon; pictures lie beside them, or in <c>train.zip</c> and <c>dev.zip</c>.</param>
internal sealed class TileFolder(string folder)
{
    private static readonly PictureLimits s_limits = new() { MaximumBytes = 4 << 20, MaximumPixels = 4_000_000 };

    /// <summary>Reads the pictures of a table.</summary>
    /// <param name="part"><c>train</c> or <c>dev</c>.</param>
    /// <param name="most">Pictures that are read; more are left out from the end.</param>
    /// <param name="cancellationToken">Looked at once per picture.</param>
    /// <exception cref="FileNotFoundException">The table or a picture is not there.</exception>
    /// <exception cref="InvalidDataException">The table has other columns, or a picture cannot be read.</exception>
    internal PictureSet Read(string part, int most, CancellationToken cancellationToken)
    {
        var table = Path.Combine(folder, part + ".csv");
        if (!File.Exists(table))
        {
            throw new FileNotFoundException($"there is no file {table}", table);
        }

        var archive = Path.Combine(folder, part + ".zip");
        using var zip = File.Exists(archive) ? ZipFile.OpenRead(archive) : null;
        var items = new List<(Picture, double, double)>();
        foreach (var (file, longitude, latitude) in Rows(table).Take(most))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                items.Add((PictureReader.Instance.Read(Content(zip, file), s_limits), longitude, latitude));
            }
            catch (PictureException fault)
            {
                throw new InvalidDataException($"{file} of {table}: {fault.Message}", fault);
            }
        }

        return items.Count > 0 ? PictureSet.Of(items) : throw new InvalidDataException($"{table} names no picture");
    }

    private static IEnumerable<(string File, double Longitude, double Latitude)> Rows(string table)
    {
        using var reader = new StreamReader(table);
        string[] header = (reader.ReadLine() ?? string.Empty).Split(',');
        int file = Array.IndexOf(header, "file"), latitude = Array.IndexOf(header, "lat"), longitude = Array.IndexOf(header, "lon");
        if (file < 0 || latitude < 0 || longitude < 0)
        {
            throw new InvalidDataException($"{table} has no columns file, lat and lon");
        }

        for (var line = 2; reader.ReadLine() is { } row; line++)
        {
            var fields = row.Split(',');
            if (fields.Length != header.Length || !Number(fields[latitude], 90, out var north) || !Number(fields[longitude], 180, out var east))
            {
                throw new InvalidDataException($"{table}, line {line}: no file, latitude and longitude");
            }

            yield return (fields[file], east, north);
        }
    }

    private static bool Number(string text, double bound, out double number) =>
        double.TryParse(text, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out number) && Math.Abs(number) <= bound;

    private byte[] Content(ZipArchive? zip, string file)
    {
        if (zip is null)
        {
            // a table may come from a stranger: it names files of its own folder only
            var path = Path.GetFullPath(Path.Combine(folder, file));
            return path.StartsWith(Path.GetFullPath(folder) + Path.DirectorySeparatorChar, StringComparison.Ordinal) && File.Exists(path)
                ? File.ReadAllBytes(path)
                : throw new FileNotFoundException($"there is no picture {file} in {folder}", file);
        }

        var entry = zip.GetEntry(file) ?? throw new FileNotFoundException($"there is no picture {file} in the archive of {folder}", file);
        if (entry.Length > s_limits.MaximumBytes)
        {
            throw new InvalidDataException($"{file} is longer than {s_limits.MaximumBytes} bytes");
        }

        using var stream = entry.Open();
        var content = new byte[entry.Length];
        stream.ReadExactly(content);
        return content;
    }
}
