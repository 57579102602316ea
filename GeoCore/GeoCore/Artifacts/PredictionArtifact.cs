using System.Text.Json;
using GeoCore.Evaluation.Inputs;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Raster;

namespace GeoCore.Artifacts;

/// <summary>A stored probability of places: a folder with <c>card.json</c> and a map. Immutable.</summary>
/// <remarks>
/// The map is a file of tensors with one, <c>logDensity</c>, of ln ρ per km² of every cell of the card's grid (−∞ for none); or a raster of the whole
/// Earth in longitude and latitude whose values are densities, masses or logarithms of densities, in any unit.
/// </remarks>
public sealed class PredictionArtifact
{
    /// <summary>Name of the file of tensors.</summary>
    public const string TensorFile = "map.safetensors";

    private const string TensorName = "logDensity";
    private const long MaximumTextLength = 1 << 20;

    private PredictionArtifact(PredictionCard card, DensityMap map, string digest) => (Card, Map, Digest) = (card, map, digest);

    /// <summary>What it is.</summary>
    public PredictionCard Card { get; }

    /// <summary>The map.</summary>
    public DensityMap Map { get; }

    /// <summary>SHA-256 of the card and the map's file: changes with every number.</summary>
    public string Digest { get; }

    /// <summary>Reads a folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="openRaster">Opens a map that is a raster; null where there is no reader.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit; the message names file and field.</exception>
    public static PredictionArtifact Load(string folder, Func<string, IRasterSource>? openRaster = null) => ArtifactFolder.Read(folder, place => LoadFiles(place, openRaster));

    /// <summary>Writes a map as tensors, then loads it. What stands there is replaced in one step.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="card">The card; file, grid, values and digest are filled in here.</param>
    /// <param name="map">On a grid that has a name, without a residual.</param>
    /// <exception cref="ArgumentException">The map's grid has no name to be read by, or there is a residual.</exception>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static PredictionArtifact Save(string folder, PredictionCard card, DensityMap map)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(map);
        if (!Grid.TryParse(map.Grid.Name, out _) || map.ResidualMass > 0)
            throw new ArgumentException($"A map on {map.Grid.Name} with a residual of {map.ResidualMass} cannot be stored.", nameof(map));
        var numbers = new float[map.Grid.Count];
        map.WriteLogDensities(numbers);
        var content = SafetensorsWriter.Write([new Tensor(TensorName, [numbers.Length], numbers)]);
        card = card with { Map = TensorFile, Grid = map.Grid.Name, Values = MapValues.LogDensity, Sha256 = ArtifactFile.Digest(content) };
        var files = new Dictionary<string, byte[]>
        {
            [TensorFile] = content,
            [ArtifactFolder.Card] = JsonSerializer.SerializeToUtf8Bytes(card, PredictionCardJson.Default.PredictionCard),
        };
        return ArtifactFolder.Publish(folder, files, place => LoadFiles(place, null));
    }

    private static PredictionArtifact LoadFiles(string folder, Func<string, IRasterSource>? openRaster)
    {
        var text = ArtifactFile.Read(Path.Combine(folder, ArtifactFolder.Card), MaximumTextLength);
        var card = ArtifactJson.Parse(text, ArtifactFolder.Card, PredictionCardJson.Default.PredictionCard);
        if (card.Format != PredictionCard.CurrentFormat)
            throw new ArtifactException($"{ArtifactFolder.Card}: 'format' is '{card.Format}' where '{PredictionCard.CurrentFormat}' is read.");
        var file = card.Map ?? TensorFile;
        if (file != Path.GetFileName(file) || file.Length == 0 || file.StartsWith('.'))
            throw new ArtifactException($"{ArtifactFolder.Card}: 'map' is no name of a file in the folder.");
        var content = ArtifactFile.Read(Path.Combine(folder, file), Safetensors.MaximumLength);
        var digest = ArtifactFile.Digest(content);
        if (card.Sha256 is { } expected && !string.Equals(expected, digest, StringComparison.OrdinalIgnoreCase))
            throw new ArtifactException($"{file}: SHA-256 is {digest} where 'sha256' of {ArtifactFolder.Card} says {expected}.");
        try
        {
            var map = Path.GetExtension(file).ToUpperInvariant() is ".TIF" or ".TIFF"
                ? OfRaster(Path.Combine(folder, file), file, card.Values, openRaster)
                : OfTensor(content, file, card.Grid);
            return new PredictionArtifact(card, map, ArtifactFile.Digest([.. text, .. System.Text.Encoding.ASCII.GetBytes(digest)]));
        }
        catch (Exception fault) when (fault is ArgumentException or RasterException)
        {
            throw new ArtifactException($"{file}: {fault.Message}", fault);
        }
    }

    private static DensityMap OfTensor(byte[] content, string file, string? gridName)
    {
        if (!Grid.TryParse(gridName, out var grid))
            throw new ArtifactException($"{ArtifactFolder.Card}: 'grid' is '{gridName}', which names no cells.");
        var numbers = Safetensors.Parse(content, file).Doubles(TensorName, grid.Count);
        return DensityMap.FromLogDensities(grid, numbers);
    }

    private static DensityMap OfRaster(string path, string file, MapValues? kind, Func<string, IRasterSource>? openRaster)
    {
        using var raster = (openRaster ?? throw new ArtifactException($"{file}: there is no reader of rasters."))(path);
        var (level, bounds) = (raster.Info.Levels[0], raster.Info.Envelope);
        const double rounding = 1e-6;
        if (!raster.Info.Crs.IsGeographic || Math.Abs(bounds.MinX + 180) > rounding || Math.Abs(bounds.MaxX - 180) > rounding || Math.Abs(bounds.MinY + 90) > rounding || Math.Abs(bounds.MaxY - 90) > rounding)
            throw new ArtifactException($"{file}: a probability of places covers the Earth from 180° W and 90° N in longitude and latitude.");
        var grid = new LatLonGrid(level.Width, level.Height);
        var values = new double[grid.Count];
        raster.Read(new RasterWindow(0, 0, 0, level.Width, level.Height), 0, values);
        var nothing = kind == MapValues.LogDensity ? double.NegativeInfinity : 0;
        foreach (ref var value in values.AsSpan())
        {
            if (double.IsNaN(value))
                value = nothing;
        }

        return kind switch
        {
            MapValues.LogDensity => DensityMap.FromLogDensities(grid, values),
            MapValues.Mass => DensityMap.FromMasses(grid, values),
            _ => DensityMap.FromDensities(grid, values),
        };
    }
}
