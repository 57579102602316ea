using System.Text.Json;
using NetTopologySuite.Geometries;

namespace TileServer.Statistics;

/// <summary>A zone that was asked about.</summary>
/// <param name="Source">The feature as it was sent, or a geometry without one.</param>
/// <param name="Zone">Its polygons, valid, in degrees.</param>
/// <param name="WasRepaired">Whether they were not.</param>
internal sealed record ZoneFeature(JsonElement Source, Geometry Zone, bool WasRepaired);
