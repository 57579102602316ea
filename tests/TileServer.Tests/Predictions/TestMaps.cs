using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Tests.Predictions;

/// <summary>Probability maps whose numbers are known.</summary>
internal static class TestMaps
{
    /// <summary>Hills of the von Mises–Fisher kind on a little evenness.</summary>
    public static DensityMap Hills(Grid grid, params (double Longitude, double Latitude, double WidthKm, double Mass)[] hills)
    {
        var densities = new double[grid.Count];
        for (var cell = 0; cell < densities.Length; cell++)
        {
            var (longitude, latitude) = grid.CentreOf(cell);
            densities[cell] = 1e-12;
            foreach (var hill in hills)
            {
                var angle = UnitVector.Of(longitude, latitude).AngleTo(UnitVector.Of(hill.Longitude, hill.Latitude));
                var width = hill.WidthKm / Wgs84.MeanRadiusKm;
                densities[cell] += hill.Mass / (hill.WidthKm * hill.WidthKm) * Math.Exp((Math.Cos(angle) - 1) / (width * width));
            }
        }

        return DensityMap.FromDensities(grid, densities);
    }

    /// <summary>Two hills, one of them on the antimeridian.</summary>
    public static DensityMap TwoHills(Grid grid) => Hills(grid, (10, 50, 900, 0.7), (180, -20, 1200, 0.3));

    public static PredictionLayer Layer(DensityMap map, string id = "places") => new(new LayerDescription(id, "Places"), map);
}
