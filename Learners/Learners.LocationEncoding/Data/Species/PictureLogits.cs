using System.Globalization;

namespace Learners.LocationEncoding.Data.Species;

/// <summary>What a picture classifier said, from a file of the user's.</summary>
public sealed class PictureLogits
{
    private readonly Dictionary<long, float[]> _rows;

    private PictureLogits(Dictionary<long, float[]> rows, int classCount) => (_rows, ClassCount) = (rows, classCount);

    /// <summary>Logits of a picture.</summary>
    public int ClassCount { get; }

    /// <summary>Reads <c>.npy</c>, a row for each picture in the order given, or CSV, where each line begins with the id of the picture.</summary>
    /// <param name="path">The file.</param>
    /// <param name="images">Ids of the rows of a <c>.npy</c> file.</param>
    /// <exception cref="InvalidDataException">It is neither, or the rows do not fit.</exception>
    public static PictureLogits Read(string path, IReadOnlyList<long> images)
    {
        if (!Path.GetExtension(path).Equals(".npy", StringComparison.OrdinalIgnoreCase))
        {
            return ReadText(path);
        }

        var matrix = NumpyArray.Read(path);
        if (matrix.Rows != images.Count)
        {
            throw new InvalidDataException($"{path} has {matrix.Rows} rows for {images.Count} pictures");
        }

        var rows = new Dictionary<long, float[]>(matrix.Rows);
        for (var i = 0; i < matrix.Rows; i++)
        {
            rows[images[i]] = matrix.Values[(i * matrix.Columns)..((i + 1) * matrix.Columns)];
        }

        return new PictureLogits(rows, matrix.Columns);
    }

    /// <summary>Logits of observed pictures.</summary>
    /// <param name="observations">Whose pictures.</param>
    /// <returns>[observation][class].</returns>
    /// <exception cref="InvalidDataException">A picture is missing, or the number of classes differs.</exception>
    public float[] Of(SpeciesObservations observations)
    {
        if (ClassCount != observations.ClassCount)
        {
            throw new InvalidDataException($"the pictures have {ClassCount} logits; there are {observations.ClassCount} species");
        }

        var all = new float[observations.Count * ClassCount];
        for (var i = 0; i < observations.Count; i++)
        {
            (_rows.GetValueOrDefault(observations.Images[i]) ?? throw new InvalidDataException($"there are no logits of picture {observations.Images[i]}"))
                .CopyTo(all, i * ClassCount);
        }

        return all;
    }

    private static PictureLogits ReadText(string path)
    {
        var rows = new Dictionary<long, float[]>();
        var classes = -1;
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            var parts = line.Split(',', StringSplitOptions.TrimEntries);
            if (line.Length == 0 || (number == 1 && !long.TryParse(parts[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out _)))
            {
                continue; // a head
            }

            var logits = new float[parts.Length - 1];
            classes = classes < 0 ? logits.Length : classes;
            var valid = long.TryParse(parts[0], NumberStyles.Integer, CultureInfo.InvariantCulture, out var image) && logits.Length == classes && classes > 0;
            for (var k = 0; valid && k < logits.Length; k++)
            {
                valid = float.TryParse(parts[k + 1], NumberStyles.Float, CultureInfo.InvariantCulture, out logits[k]) && float.IsFinite(logits[k]);
            }

            rows[image] = valid ? logits : throw new InvalidDataException($"line {number} of {path} is not a picture's id and its logits, one for each class");
        }

        return rows.Count > 0 ? new PictureLogits(rows, classes) : throw new InvalidDataException($"{path} has no logits");
    }
}
