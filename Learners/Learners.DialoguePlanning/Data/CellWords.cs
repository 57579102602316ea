using System.Globalization;
using GeoCore.Geolocation.Grids;

namespace Learners.DialoguePlanning.Data;

/// <summary>A place as words: its cells of several sizes, so that what is learnt of a large cell also counts for places in it that nobody visited.</summary>
public static class CellWords
{
    /// <summary>HEALPix level of the smallest cells: sides of about 100 km.</summary>
    public const int Finest = 6;

    private const int Coarsest = 1;
    private const int Letters = 26;

    /// <summary>The words of a place.</summary>
    /// <param name="longitude">Degrees.</param>
    /// <param name="latitude">Degrees.</param>
    public static string Of(double longitude, double latitude) => Of(CellHierarchy.Healpix.CellAt(longitude, latitude, Finest));

    /// <summary>The words of a smallest cell.</summary>
    /// <param name="cell">Of level <see cref="Finest"/>.</param>
    public static string Of(HierarchyCell cell) => string.Join(' ', Enumerable.Range(Coarsest, Finest - Coarsest + 1).Select(level => Word(cell.AncestorAt(level))));

    /// <summary>Smallest cells that words name.</summary>
    /// <param name="words">Of a vocabulary.</param>
    /// <returns>Numbers of cells of level <see cref="Finest"/>, ascending.</returns>
    internal static int[] Cells(IEnumerable<string> words) => [.. words.Where(word => word.Length > 1 && word[0] == Letter(Finest)).Select(Number).Where(number => number >= 0).Order()];

    // letters alone, since a word with numbers would fall apart into two
    private static string Word(HierarchyCell cell)
    {
        var word = string.Empty;
        for (var rest = cell.Index; rest > 0 || word.Length == 0; rest /= Letters)
        {
            word = (char)('a' + (rest % Letters)) + word;
        }

        return Letter(cell.Level).ToString(CultureInfo.InvariantCulture) + word;
    }

    private static char Letter(int level) => (char)('p' + level);

    private static int Number(string word)
    {
        long number = 0;
        foreach (var letter in word.AsSpan(1))
        {
            if (letter is < 'a' or > 'z' || number > CellHierarchy.Healpix.CountAt(Finest))
            {
                return -1;
            }

            number = (number * Letters) + (letter - 'a');
        }

        return number < CellHierarchy.Healpix.CountAt(Finest) ? (int)number : -1;
    }
}
