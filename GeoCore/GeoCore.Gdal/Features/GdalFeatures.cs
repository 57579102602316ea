using System.Globalization;
using System.Security.Cryptography;
using GeoCore.Features;
using GeoCore.Gdal.Native;
using GeoCore.Raster;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace GeoCore.Gdal.Features;

/// <summary>Features of a GeoPackage, a GeoJSON file or a Shapefile, read through OGR.</summary>
public sealed class GdalFeatures : IFeatureSource
{
    private const int EdgePoints = 16;

    private readonly string _path;
    private readonly DatasetPool<FeatureHandle> _pool;
    private readonly FeatureRows _rows;
    private readonly int _timeField;
    private readonly string? _idColumn;

    private GdalFeatures(string path, string driver, string layer)
    {
        _path = path;
        var first = new FeatureHandle(path, driver, layer);
        _pool = new DatasetPool<FeatureHandle>(first, () => new FeatureHandle(path, driver, layer));
        _rows = FeatureRows.Of(first.Layer);
        _idColumn = driver == "GPKG" ? NativeText.NotEmpty(NativeMethods.OGR_L_GetFIDColumn(first.Layer)) : null;
        Info = new FeatureSourceInfo(
            layer, FeatureRows.ShapeOf(first.Layer), _rows.Fields, BoundsOf(first), NativeMethods.OGR_L_GetFeatureCount(first.Layer, 1), DigestOf(path, layer));
        _timeField = Info.TimeField is { } time ? _rows.Fields.ToList().IndexOf(time) : -1;
    }

    /// <inheritdoc/>
    public FeatureSourceInfo Info { get; }

    /// <summary>Whether a name says that a file holds features.</summary>
    public static bool IsFeatures(string path) => DriverOf(path) is not null;

    /// <summary>Names of what a file holds: tables of a GeoPackage, one of the others.</summary>
    /// <exception cref="FeatureException">The file is damaged, or there is no GDAL.</exception>
    public static IReadOnlyList<string> LayersOf(string path) => Guarded(() => FeatureHandle.LayersOf(path, DriverOf(path) ?? throw Unknown(path)));

    /// <summary>Opens a layer of a file.</summary>
    /// <param name="path">A file with the extension <c>.gpkg</c>, <c>.geojson</c> or <c>.shp</c>.</param>
    /// <param name="layer">A name of <see cref="LayersOf"/>.</param>
    /// <exception cref="FeatureException">The file is damaged, or there is no GDAL.</exception>
    public static GdalFeatures Open(string path, string layer) => Guarded(() => new GdalFeatures(path, DriverOf(path) ?? throw Unknown(path), layer));

    /// <inheritdoc/>
    public void Read(FeatureQuery query, Action<Feature> take, CancellationToken cancellationToken) => Use(handle => Scan(handle, query, isGeometryNeeded: true, feature =>
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (Row(feature, handle, new WKBReader()) is var row && query.Fits(row.Values, _timeField))
            take(row);
        return true;
    }));

    /// <inheritdoc/>
    /// <remarks>The identifiers are collected first, in memory for one page; what is matched is counted on the way, since the index of a GeoPackage counts boxes and not shapes.</remarks>
    public FeaturePage ReadPage(FeatureQuery query, long? after, int most, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        FeaturePage? page = null;
        Use(handle =>
        {
            var ids = new SmallestIds(after, most);
            long matched = 0;
            var isTold = query.IsAll;
            Scan(handle, query, isGeometryNeeded: query.Boxes.Count > 0, feature =>
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!query.Fits(query.Conditions.Count > 0 || query.Time is not null ? _rows.ValuesOf(feature) : [], _timeField))
                    return true;
                matched++;
                ids.Add(NativeMethods.OGR_F_GetFID(feature));

                // tables come in the order of their identifiers where nothing else decides
                return !(isTold && _idColumn is not null && ids.HasMore);
            }, isTold ? after : null);
            var reader = new WKBReader();
            page = new FeaturePage([.. ids.Ascending().Select(id => Find(handle, id, reader)).OfType<Feature>()], isTold ? Info.Count : matched, ids.HasMore);
        });
        return page!;
    }

    /// <inheritdoc/>
    public Feature? Find(long id)
    {
        Feature? found = null;
        Use(handle => found = Find(handle, id, new WKBReader()));
        return found;
    }

    /// <inheritdoc/>
    public void Dispose() => _pool.Dispose();

    private void Scan(FeatureHandle handle, FeatureQuery query, bool isGeometryNeeded, Func<nint, bool> take, long? after = null)
    {
        var layer = handle.Layer;
        using var ignored = new StringList(isGeometryNeeded ? [] : ["OGR_GEOMETRY"]);
        var box = BoxOf(handle, query.Boxes);
        try
        {
            GdalError.Reset();
            NativeMethods.OGR_L_SetSpatialFilter(layer, box);
            if (!isGeometryNeeded)
                _ = NativeMethods.OGR_L_SetIgnoredFields(layer, ignored.Pointer);
            if (_idColumn is not null && after is { } last)
                _ = NativeMethods.OGR_L_SetAttributeFilter(layer, string.Create(CultureInfo.InvariantCulture, $"\"{_idColumn.Replace("\"", "\"\"", StringComparison.Ordinal)}\" > {last}"));
            NativeMethods.OGR_L_ResetReading(layer);
            for (var feature = NativeMethods.OGR_L_GetNextFeature(layer); feature != 0; feature = NativeMethods.OGR_L_GetNextFeature(layer))
            {
                try
                {
                    if (!take(feature))
                        break;
                }
                finally
                {
                    NativeMethods.OGR_F_Destroy(feature);
                }
            }

            if (NativeText.NotEmpty(NativeMethods.CPLGetLastErrorMsg()) is { } fault && NativeMethods.CPLGetLastErrorType() >= 3)
                throw new RasterException($"{_path}: {fault}");
        }
        finally
        {
            NativeMethods.OGR_L_SetSpatialFilter(layer, 0);
            _ = NativeMethods.OGR_L_SetIgnoredFields(layer, 0);
            _ = NativeMethods.OGR_L_SetAttributeFilter(layer, null);
            NativeMethods.OGR_L_ResetReading(layer);
            if (box != 0)
                NativeMethods.OGR_G_DestroyGeometry(box);
        }
    }

    private Feature? Find(FeatureHandle handle, long id, WKBReader reader)
    {
        var feature = NativeMethods.OGR_L_GetFeature(handle.Layer, id);
        if (feature == 0)
            return null;
        try
        {
            return Row(feature, handle, reader);
        }
        finally
        {
            NativeMethods.OGR_F_Destroy(feature);
        }
    }

    private Feature Row(nint feature, FeatureHandle handle, WKBReader reader) =>
        new(NativeMethods.OGR_F_GetFID(feature), FeatureRows.GeometryOf(feature, handle, reader), _rows.ValuesOf(feature));

    /// <summary>Boxes as a geometry in the layer's system, with points along their edges because those may bend there; 0 for no boxes.</summary>
    private static nint BoxOf(FeatureHandle handle, IReadOnlyList<Envelope> boxes)
    {
        if (boxes.Count == 0)
            return 0;
        var factory = GeometryFactory.Default;
        var bytes = new WKBWriter().Write(boxes.Count == 1 ? Outline(boxes[0]) : factory.CreateMultiPolygon([.. boxes.Select(Outline)]));
        if (NativeMethods.OGR_G_CreateFromWkb(bytes, 0, out var geometry, bytes.Length) != 0)
            throw GdalError.Exception("A box cannot be used");
        if (handle.TryFromDegrees(geometry))
            return geometry;

        // a box that the system does not reach everywhere hides nothing
        NativeMethods.OGR_G_DestroyGeometry(geometry);
        return 0;

        Polygon Outline(Envelope box)
        {
            var corners = new List<Coordinate>();
            for (var i = 0; i < EdgePoints; i++)
                corners.Add(new(box.MinX + (box.Width * i / EdgePoints), box.MinY));
            for (var i = 0; i < EdgePoints; i++)
                corners.Add(new(box.MaxX, box.MinY + (box.Height * i / EdgePoints)));
            for (var i = 0; i < EdgePoints; i++)
                corners.Add(new(box.MaxX - (box.Width * i / EdgePoints), box.MaxY));
            for (var i = 0; i < EdgePoints; i++)
                corners.Add(new(box.MinX, box.MaxY - (box.Height * i / EdgePoints)));
            corners.Add(corners[0].Copy());
            return factory.CreatePolygon([.. corners]);
        }
    }

    private static Envelope? BoundsOf(FeatureHandle handle)
    {
        Span<double> extent = stackalloc double[4];
        if (NativeMethods.OGR_L_GetFeatureCount(handle.Layer, 1) == 0 || NativeMethods.OGR_L_GetExtent(handle.Layer, extent, 1) != 0)
            return null;
        var box = new Envelope(extent[0], extent[1], extent[2], extent[3]);
        var lattice = GeometryFactory.Default.CreateMultiPointFromCoords([.. Enumerable.Range(0, (EdgePoints + 1) * (EdgePoints + 1)).Select(place => new Coordinate(
            box.MinX + (box.Width * (place % (EdgePoints + 1)) / EdgePoints), box.MinY + (box.Height * (place / (EdgePoints + 1)) / EdgePoints)))]);
        var bytes = new WKBWriter().Write(lattice);
        if (NativeMethods.OGR_G_CreateFromWkb(bytes, 0, out var geometry, bytes.Length) != 0)
            return null;
        try
        {
            if (!handle.TryToDegrees(geometry))
                return new Envelope(-180, 180, -90, 90);
            _ = NativeMethods.OGR_G_ExportToIsoWkb(geometry, 1, bytes);
            var degrees = new WKBReader().Read(bytes).EnvelopeInternal;
            return degrees.MinX < -180 || degrees.MaxX > 180
                ? new Envelope(-180, 180, Math.Max(degrees.MinY, -90), Math.Min(degrees.MaxY, 90))
                : new Envelope(degrees.MinX, degrees.MaxX, Math.Max(degrees.MinY, -90), Math.Min(degrees.MaxY, 90));
        }
        finally
        {
            NativeMethods.OGR_G_DestroyGeometry(geometry);
        }
    }

    private static string? DriverOf(string path) => Path.GetExtension(path).ToUpperInvariant() switch
    {
        ".GPKG" => "GPKG",
        ".GEOJSON" => "GeoJSON",
        ".SHP" => "ESRI Shapefile",
        _ => null,
    };

    private static RasterException Unknown(string path) => new($"{path}: features are read from .gpkg, .geojson and .shp.");

    /// <summary>Lengths and times of the file and of what belongs to it.</summary>
    private static string DigestOf(string path, string layer)
    {
        var stem = Path.ChangeExtension(path, null);
        var text = string.Join('|', ((string[])[path, path + "-wal", stem + ".dbf", stem + ".shx", stem + ".prj", stem + ".cpg"]).Select(name => new FileInfo(name)).Where(file => file.Exists)
            .Select(file => string.Create(CultureInfo.InvariantCulture, $"{file.Extension} {file.Length} {file.LastWriteTimeUtc.Ticks}")));
        return Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{layer}|{text}")));
    }

    private void Use(Action<FeatureHandle> read) => Guarded(() =>
    {
        _pool.Use(read, static (handle, read) => read(handle));
        return true;
    });

    private static T Guarded<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception fault) when (fault is RasterException or ParseException)
        {
            throw new FeatureException(fault.Message, fault);
        }
    }
}
