using GeoCore.Features;
using GeoCore.Tiling;
using GeoCore.Tiling.Archives;
using NetTopologySuite.Geometries;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;
using TileServer.Sources.Vectors;

namespace TileServer.Sources.Layers.Features;

/// <summary>Points, lines and polygons with properties: as vector tiles, and one by one.</summary>
public sealed class VectorLayer : LayerWithoutValues
{
    /// <summary>Features have no cells; a unit of a tile of this zoom is half a metre.</summary>
    private const int FinestZoom = 14;

    /// <summary>Distance at which a point or a line counts as hit, degrees of latitude: about 100 m.</summary>
    private const double NearDegrees = 0.001;

    private readonly IFeatureSource _source;

    /// <summary>Creates a layer.</summary>
    /// <param name="description">Identifier and texts.</param>
    /// <param name="source">Features; the layer disposes of it.</param>
    public VectorLayer(LayerDescription description, IFeatureSource source) : base(description, LayerKind.Vector)
    {
        ArgumentNullException.ThrowIfNull(source);
        _source = source;
        Version = source.Info.Digest[..12];
        FeatureLayers = [new FeatureLayer(Id, description.Description, source.Info.Fields.ToDictionary(field => field.Name, field => NameOf(field.Type), StringComparer.Ordinal)) { MinZoom = 0, MaxZoom = FinestZoom }];
    }

    /// <inheritdoc/>
    public override string Version { get; }

    /// <inheritdoc/>
    public override Envelope Bounds => _source.Info.Bounds ?? new Envelope(-180, 180, -90, 90);

    /// <inheritdoc/>
    public override int MaxZoom => FinestZoom;

    /// <inheritdoc/>
    public override TileFormat DefaultFormat => TileFormat.Vector;

    /// <inheritdoc/>
    public override IReadOnlyList<FeatureLayer> FeatureLayers { get; }

    /// <inheritdoc/>
    public override IFeatureSource Features => _source;

    /// <inheritdoc/>
    public override bool Offers(TileFormat format) => format == TileFormat.Vector;

    internal override byte[] DrawFeatures(PixelGrid grid, FeatureChoice choice, CancellationToken cancellationToken)
    {
        try
        {
            return FeatureTiles.Write(Id, _source, grid, cancellationToken);
        }
        catch (FeatureException fault)
        {
            throw Unavailable(fault);
        }
    }

    /// <summary>Polygons that hold the place, and points and lines that are near it.</summary>
    private protected override PointValue QueryPlace(double longitude, double latitude, RenderOptions options, IReadOnlyList<LayerBand> bands)
    {
        const int most = 100;
        var place = GeometryFactory.Default.CreatePoint(new Coordinate(longitude, latitude));
        var reach = Math.Min(180, NearDegrees / Math.Max(0.01, Math.Cos(latitude * Math.PI / 180)));
        var query = new FeatureQuery { Boxes = [new Envelope(Math.Max(-180, longitude - reach), Math.Min(180, longitude + reach), Math.Max(-90, latitude - NearDegrees), Math.Min(90, latitude + NearDegrees))] };
        var found = new List<PointFeature>();
        try
        {
            _source.Read(query, feature =>
            {
                if (found.Count < most && feature.Geometry is { } geometry && (geometry.Dimension == Dimension.Surface ? geometry.Intersects(place) : geometry.IsWithinDistance(place, reach)))
                    found.Add(new PointFeature(feature.Id, [.. _source.Info.Fields.Select((field, i) => (field.Name, feature.Values[i]))]));
            }, CancellationToken.None);
        }
        catch (FeatureException fault)
        {
            throw Unavailable(fault);
        }

        return new PointValue(longitude, latitude, found.Count > 0, null, null, bands, [], []) { Features = [.. found.OrderBy(feature => feature.Id)] };
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            _source.Dispose();
        base.Dispose(disposing);
    }

    /// <summary>As TileJSON 3 names types.</summary>
    private static string NameOf(FeatureFieldType type) => type switch
    {
        FeatureFieldType.Integer or FeatureFieldType.Real => "Number",
        FeatureFieldType.Boolean => "Boolean",
        _ => "String",
    };
}
