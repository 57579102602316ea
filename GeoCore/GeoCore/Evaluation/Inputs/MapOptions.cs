using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Evaluation.Inputs;

/// <summary>How predictions become maps.</summary>
public sealed record MapOptions
{
    /// <summary>Rows that are held at most while queries are gathered or one map is made of them: about 1 GB.</summary>
    public const int DefaultRowsInMemory = 20_000_000;

    /// <summary>How columns are named.</summary>
    public ColumnNames Columns { get; init; } = ColumnNames.Usual;

    /// <summary>Where the points of galleries are counted.</summary>
    public Grid Grid { get; init; } = LatLonGrid.OfCellsPerDegree(1);

    /// <summary>By what cells are ranked.</summary>
    public RankKey Key { get; init; }

    /// <summary>What the numbers of cells are; points of galleries have masses.</summary>
    public MapValues Values { get; init; }

    /// <summary>Inverse temperature κ: where given, scores of galleries are similarities s, and masses are softmax(κ s).</summary>
    public double? Kappa { get; init; }

    /// <summary>What ids of cells are; null where the columns tell.</summary>
    public CellScheme? Cells { get; init; }

    /// <summary>Areas of the user's own cells by id, km²; null where the predictions have them in a column, or cells are places.</summary>
    public IReadOnlyDictionary<string, double>? AreasKm2 { get; init; }

    /// <summary>Everything there is to search, km².</summary>
    public double TotalKm2 { get; init; } = GreatCircle.SphereAreaKm2;

    /// <summary>What a search costs; null where it is paid for by area.</summary>
    public CostRaster? Costs { get; init; }

    /// <summary>Whether the first row of an NPY map lies in the south.</summary>
    public bool IsSouthFirst { get; init; }

    /// <summary>Rows of a table that are held at most.</summary>
    public int RowsInMemory { get; init; } = DefaultRowsInMemory;

    /// <summary>Cells by what it costs to search them.</summary>
    internal MapCells Priced(MapCells cells) => Costs is null ? cells : new CostCells(cells, Costs);
}
