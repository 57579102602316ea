using GeoCore.Gdal.Native;
using GeoCore.Raster;

namespace GeoCore.Gdal.Features;

/// <summary>A layer of an open file with its way to longitudes and latitudes. Used by one thread at a time.</summary>
internal sealed class FeatureHandle : IDisposable
{
    private const int LongitudeFirst = 0; // OAMS_TRADITIONAL_GIS_ORDER
    private const int Wgs84Code = 4326;

    private readonly DatasetHandle _dataset;
    private nint _toDegrees;
    private nint _fromDegrees;

    /// <summary>Opens a layer.</summary>
    /// <param name="path">File.</param>
    /// <param name="driver">Name of the only driver that may try.</param>
    /// <param name="layer">Name of the layer; empty for the first.</param>
    /// <exception cref="RasterException">GDAL refuses, in its words.</exception>
    internal FeatureHandle(string path, string driver, string layer)
    {
        _dataset = DatasetHandle.OpenVector(path, driver);
        try
        {
            Layer = layer.Length > 0 ? NativeMethods.GDALDatasetGetLayerByName(_dataset.Pointer, layer) : NativeMethods.GDALDatasetGetLayer(_dataset.Pointer, 0);
            if (Layer == 0)
                throw new RasterException($"{path} has no features of the name '{layer}'.");
            Connect();
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>The layer, for calls while this object is held.</summary>
    internal nint Layer { get; }

    /// <summary>Turns a geometry to longitudes and latitudes in place.</summary>
    /// <returns>False where the system does not reach.</returns>
    internal bool TryToDegrees(nint geometry) => _toDegrees == 0 || NativeMethods.OGR_G_Transform(geometry, _toDegrees) == 0;

    /// <summary>Turns a geometry of longitudes and latitudes to the layer's system in place.</summary>
    /// <returns>False where the system does not reach.</returns>
    internal bool TryFromDegrees(nint geometry) => _fromDegrees == 0 || NativeMethods.OGR_G_Transform(geometry, _fromDegrees) == 0;

    /// <summary>Names of the layers of a file.</summary>
    /// <exception cref="RasterException">GDAL refuses, in its words.</exception>
    internal static IReadOnlyList<string> LayersOf(string path, string driver)
    {
        using var dataset = DatasetHandle.OpenVector(path, driver);
        return [.. Enumerable.Range(0, NativeMethods.GDALDatasetGetLayerCount(dataset.Pointer))
            .Select(layer => NativeText.Of(NativeMethods.OGR_L_GetName(NativeMethods.GDALDatasetGetLayer(dataset.Pointer, layer)))).OfType<string>()];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var transformation in new[] { _toDegrees, _fromDegrees }.Where(pointer => pointer != 0))
            NativeMethods.OCTDestroyCoordinateTransformation(transformation);
        (_toDegrees, _fromDegrees) = (0, 0);
        _dataset.Dispose();
    }

    /// <summary>What states no system is taken for degrees, as GeoJSON is.</summary>
    private void Connect()
    {
        var stated = NativeMethods.OGR_L_GetSpatialRef(Layer);
        if (stated == 0)
            return;
        var authority = NativeText.Of(NativeMethods.OSRGetAuthorityName(stated, 0));
        var code = NativeText.Of(NativeMethods.OSRGetAuthorityCode(stated, 0));
        if ((authority, code) is ("EPSG", "4326") or ("OGC", "CRS84"))
            return;
        var own = NativeMethods.OSRClone(stated);
        var degrees = NativeMethods.OSRNewSpatialReference(0);
        try
        {
            GdalError.Reset();
            NativeMethods.OSRSetAxisMappingStrategy(own, LongitudeFirst);
            if (NativeMethods.OSRImportFromEPSG(degrees, Wgs84Code) != 0)
                throw GdalError.Exception("GDAL does not know EPSG:4326");
            NativeMethods.OSRSetAxisMappingStrategy(degrees, LongitudeFirst);
            _toDegrees = NativeMethods.OCTNewCoordinateTransformation(own, degrees);
            _fromDegrees = NativeMethods.OCTNewCoordinateTransformation(degrees, own);
            if (_toDegrees == 0 || _fromDegrees == 0)
                throw GdalError.Exception("There is no way from the layer's reference system to degrees");
        }
        finally
        {
            NativeMethods.OSRDestroySpatialReference(own);
            NativeMethods.OSRDestroySpatialReference(degrees);
        }
    }
}
