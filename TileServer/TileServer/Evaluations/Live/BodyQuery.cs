using GeoCore.Evaluation.Inputs;

namespace TileServer.Evaluations.Live;

/// <summary>A query of a request.</summary>
/// <param name="Truth">Its truth; the index is that in the request.</param>
/// <param name="Places">Longitude, latitude and score of places; null where there are none.</param>
/// <param name="Cells">Id, score and area in km² (NaN where not given) of cells; null where there are none.</param>
internal sealed record BodyQuery(Truth Truth, IReadOnlyList<(double Longitude, double Latitude, double Score)>? Places, IReadOnlyList<(string Id, double Score, double AreaKm2)>? Cells);
