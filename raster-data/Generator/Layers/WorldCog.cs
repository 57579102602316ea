using GeoCore.Gdal;
using GeoCore.Geodesy;
using GeoCore.Raster;
using NetTopologySuite.Geometries;

namespace RasterData.Generator.Layers;

/// <summary>Writes layers as Cloud-Optimized GeoTIFFs in EPSG:4326.</summary>
public static class WorldCog
{
    /// <summary>Writes a layer; the same values give the same bytes.</summary>
    /// <param name="path">File, replaced if it is there.</param>
    /// <param name="raster">Values.</param>
    /// <param name="name">Of the band, where there is one.</param>
    /// <exception cref="RasterException">GDAL cannot write it.</exception>
    public static void Write(string path, WorldRaster raster, string name)
    {
        var pixels = new PixelBuffer<float>(raster.Bands.Count, raster.Grid.Columns, raster.Grid.Rows);
        for (var band = 0; band < raster.Bands.Count; band++)
            raster.Bands[band].CopyTo(pixels.Band(band));
        var isPicture = raster.Bands.Count == 3;
        GdalCog.Write(path, pixels, new RasterProfile(Crs84.Epsg4326, new Envelope(-180, 180, -90, 90), raster.DataType, raster.NoData)
        {
            BandNames = isPicture ? [] : [name],
            Unit = raster.Unit,
            Colors = isPicture ? [BandColor.Red, BandColor.Green, BandColor.Blue] : [],
        });
    }
}
