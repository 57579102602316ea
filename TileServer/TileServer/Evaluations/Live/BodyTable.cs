using System.Globalization;
using GeoCore.Evaluation.Inputs;

namespace TileServer.Evaluations.Live;

/// <summary>The answer to one query of a request as a table, so that it becomes a map by the same rules as a file.</summary>
internal sealed class BodyTable : TableReader
{
    private readonly BodyQuery _query;
    private readonly int _count;

    internal BodyTable(BodyQuery query, int index) : base($"queries[{index}].{(query.Places is not null ? "places" : "cells")}")
    {
        _query = query;
        _count = query.Places?.Count ?? query.Cells!.Count;
        Columns = query.Places is not null ? ["query", "longitude", "latitude", "score"]
            : query.Cells!.Any(cell => !double.IsNaN(cell.AreaKm2)) ? ["query", "cell", "score", "area"]
            : ["query", "cell", "score"];
    }

    public override IReadOnlyList<string> Columns { get; }

    public override double Progress => _count == 0 ? 1 : (double)Line / _count;

    protected override string LineWord => "entry";

    public override bool Read() => ++Line <= _count;

    public override ReadOnlySpan<char> Text(int column) => column == 0 ? _query.Truth.Query
        : column == 1 && _query.Cells is { } cells ? cells[(int)Line - 1].Id
        : Number(column).ToString(CultureInfo.InvariantCulture);

    public override double Number(int column)
    {
        var at = (int)Line - 1;
        return (_query.Places, column) switch
        {
            ({ } places, 1) => places[at].Longitude,
            ({ } places, 2) => places[at].Latitude,
            ({ } places, _) => places[at].Score,
            (null, 2) => _query.Cells![at].Score,
            _ => _query.Cells![at].AreaKm2,
        };
    }

    protected override void Dispose(bool disposing)
    {
    }
}
