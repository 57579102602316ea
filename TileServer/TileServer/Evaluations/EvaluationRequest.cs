using GeoCore.Evaluation.Inputs;
using GeoCore.Evaluation.Uncertainty;
using GeoCore.Geolocation.Grids;

namespace TileServer.Evaluations;

/// <summary>What is to be evaluated, whatever the measure.</summary>
internal sealed record EvaluationRequest
{
    /// <summary>File or folder of the system that is evaluated, then those that it is compared with.</summary>
    public required IReadOnlyList<string> Systems { get; init; }

    /// <summary>File of truths.</summary>
    public required string Truth { get; init; }

    /// <summary>Queries at most.</summary>
    public int MostQueries { get; init; } = int.MaxValue;

    /// <summary>How columns of the truths are named.</summary>
    public ColumnNames TruthColumns { get; init; } = ColumnNames.Usual;

    /// <summary>Columns of the truths that group queries.</summary>
    public IReadOnlyList<string> Strata { get; init; } = [];

    /// <summary>How predictions become maps.</summary>
    public MapOptions Maps { get; init; } = new();

    /// <summary>Whether queries without an answer are left out instead of counting as answered by nothing.</summary>
    public bool SkipsMissing { get; init; }

    /// <summary>Grid whose cells are drawn whole by the bootstrap; null where each query stands for itself.</summary>
    public Grid? Blocks { get; init; }

    /// <summary>How intervals are made; null for none.</summary>
    public BootstrapOptions? Intervals { get; init; } = new();

    /// <summary>File or folder of what a prior alone answers to the same queries; null where strata are not compared with one.</summary>
    public string? Prior { get; init; }

    /// <summary>What regions of a promised coverage are asked for; null for none.</summary>
    public ConformalRequest? Conformal { get; init; }

    /// <summary>Folder for the files of the result; null for none.</summary>
    public string? Out { get; init; }

    /// <summary>Whether JSON is printed instead of a table.</summary>
    public bool IsJson { get; init; }
}
