using System.Text.Json;
using System.Text.Json.Nodes;
using GeoCore.Artifacts;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Retrieval;
using GeoCore.Onnx;
using GeoCore.Raster;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Publishing.GeoClip;

/// <summary>Makes a geolocator of GeoCLIP's published weights and a CLIP network that the user has.</summary>
/// <remarks>Nothing is fetched, and nothing of it comes with GeoSuite: see docs/responsible-use.md.</remarks>
public sealed class GeoClipImport
{
    private const string Field = "places", GallerySource = "gallery", LandFile = "land.cells", PriorFile = "prior.training", WeightsFile = "weights.safetensors";
    private const double EverywhereElse = 0.05;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Folder with the three files of weights, see <see cref="GeoClipWeights"/>.</summary>
    public required string Weights { get; init; }

    /// <summary>ONNX file of CLIP's picture network with its projection; it stays where it is.</summary>
    public required string Backbone { get; init; }

    /// <summary>Which output is the embedding; null for the first.</summary>
    public string? Output { get; init; }

    /// <summary>What is done to pictures.</summary>
    public PicturePreparation Preparation { get; init; } = PicturePresets.Of("clip");

    /// <summary>CSV file with the latitudes and longitudes of a gallery, or null for the field alone.</summary>
    public string? Gallery { get; init; }

    /// <summary>Cells of the maps.</summary>
    public string Grid { get; init; } = "healpix:6";

    /// <summary>Folder of the artifact; what stands there is replaced.</summary>
    public required string Folder { get; init; }

    /// <summary>Folder of the checkout, which has the model of land.</summary>
    public required string Home { get; init; }

    /// <summary>Publishes the geolocator.</summary>
    /// <param name="cancellationToken">Looked at every few thousand places.</param>
    /// <exception cref="ArtifactException">A file is missing, damaged or of another model; the message names it.</exception>
    /// <exception cref="ArgumentException">The name of the grid is none.</exception>
    public GeolocatorArtifact Run(CancellationToken cancellationToken = default)
    {
        if (!GeoCore.Geolocation.Grids.Grid.TryParse(Grid, out var grid))
            throw new ArgumentException($"'{Grid}' is no grid such as healpix:6");
        var path = Path.GetFullPath(Backbone);
        var weights = GeoClipWeights.Read(Weights);
        using (var network = OnnxBackbone.Load(path, Preparation, new OnnxBackboneOptions { Output = Output }))
        {
            if (network.Width != weights.ImageWidth)
                throw new ArtifactException($"{Path.GetFileName(path)} gives {network.Width} numbers, and the layers of {GeoClipWeights.ImageFile} take {weights.ImageWidth}.");
        }

        var gallery = Gallery is null ? null : GalleryFile.Read(Gallery);
        var tensors = Tensors(grid, weights, gallery, cancellationToken);
        var content = SafetensorsWriter.Write(tensors);
        var card = Card(grid, weights, gallery is not null, CardParts.Backbone(path, CardParts.DigestOf(path), weights.ImageWidth, Output, Preparation), CardParts.Digest(content));
        return GeolocatorArtifact.Publish(Folder, new Dictionary<string, byte[]>
        {
            [WeightsFile] = content,
            ["card.json"] = System.Text.Encoding.UTF8.GetBytes(card.ToJsonString(s_indented) + "\n"),
        });
    }

    private List<Tensor> Tensors(Grid grid, GeoClipWeights weights, GalleryPlaces? gallery, CancellationToken cancellationToken)
    {
        var land = new EarthAttributes(Home, static path => throw new RasterException($"no raster is needed, but {path} was opened")).Land(grid, cancellationToken);
        var landPrior = LocationPriors.Land(grid, land);
        var training = gallery is null
            ? landPrior
            : MapMixture.Of([LocationPriors.Photographs(grid, gallery, null, cancellationToken), landPrior], [1 - EverywhereElse, EverywhereElse]);
        var tensors = new List<Tensor>(weights.ImageLayers.Select(layer => layer with { Name = $"{Field}.{layer.Name}" }))
        {
            CardParts.Numbers(LandFile, land),
            CardParts.Numbers(PriorFile, [.. Enumerable.Range(0, grid.Count).Select(training.LogDensity)]),
        };
        var centres = new GalleryPlaces(Enumerable.Range(0, grid.Count).Select(cell => grid.CentreOf(cell).Longitude), Enumerable.Range(0, grid.Count).Select(cell => grid.CentreOf(cell).Latitude));
        if (gallery is not null)
        {
            tensors.Add(CardParts.Numbers($"{GallerySource}.longitudes", [.. gallery.Longitudes]));
            tensors.Add(CardParts.Numbers($"{GallerySource}.latitudes", [.. gallery.Latitudes]));
            tensors.Add(Embedded($"{GallerySource}.embeddings", weights.Places, gallery, cancellationToken));
        }

        tensors.Add(Embedded($"{Field}.cells", weights.Places, centres, cancellationToken));
        return tensors;
    }

    // of unit length, which half precision holds to three digits
    private static Tensor Embedded(string name, FourierBranch branch, GalleryPlaces places, CancellationToken cancellationToken)
    {
        const int together = 256;
        var rows = new float[places.Count * branch.Width];
        double[] longitudes = [.. places.Longitudes], latitudes = [.. places.Latitudes];
        Parallel.For(0, (places.Count + together - 1) / together, new ParallelOptions { CancellationToken = cancellationToken }, part =>
        {
            var first = part * together;
            var count = Math.Min(together, places.Count - first);
            var own = rows.AsSpan(first * branch.Width, count * branch.Width);
            branch.Embed(longitudes.AsSpan(first, count), latitudes.AsSpan(first, count), own);
            for (var i = 0; i < count; i++)
            {
                var row = own.Slice(i * branch.Width, branch.Width);
                System.Numerics.Tensors.TensorPrimitives.Divide(row, System.Numerics.Tensors.TensorPrimitives.Norm<float>(row), row);
            }
        });
        return new Tensor(name, [places.Count, branch.Width], rows) { Type = TensorType.Float16 };
    }

    private JsonObject Card(Grid grid, GeoClipWeights weights, bool hasGallery, JsonObject backbone, string digest)
    {
        var sources = new JsonArray(Source(Field, "GeoCLIP: comparison with every cell", SourceCard.RetrievalField, 1, source => source["cellEmbeddings"] = $"{Field}.cells"));
        if (hasGallery)
        {
            // the gallery brings the density of its own photographs along: it is there to be switched on
            sources.Add((JsonNode)Source(GallerySource, "GeoCLIP: comparison with a gallery", SourceCard.RetrievalGallery, 0, source =>
                source["gallery"] = new JsonArray($"{GallerySource}.longitudes", $"{GallerySource}.latitudes", $"{GallerySource}.embeddings")));
        }

        return new JsonObject
        {
            ["format"] = GeolocatorCard.CurrentFormat,
            ["id"] = Path.GetFileName(Path.TrimEndingDirectorySeparator(Folder)),
            ["title"] = "GeoCLIP",
            ["description"] = "A picture's CLIP embedding, brought into the space of places by GeoCLIP's published layers, and compared with places.",
            ["licence"] = "MIT",
            ["source"] = "github.com/VicenteVivan/geo-clip",
            ["grid"] = grid.Name,
            ["backbone"] = backbone,
            ["sources"] = sources,
            ["prior"] = new JsonObject { ["kinds"] = new JsonArray("land", "uniform", "training"), ["default"] = "land" },
            ["rule"] = nameof(PoolingRule.LogLinear),
            ["weights"] = new JsonObject { ["file"] = WeightsFile, ["sha256"] = digest },
            ["responsibleUse"] = new JsonObject { ["minimumCellKm2"] = Math.Round(grid.Areas.TotalKm2 / grid.Count), ["pictures"] = "photographs that people took and put on the web" },
        };

        JsonObject Source(string name, string title, string kind, double weight, Action<JsonObject> more)
        {
            var source = new JsonObject
            {
                ["name"] = name,
                ["title"] = title,
                ["kind"] = kind,
                ["weight"] = weight,
                ["floor"] = DensityFloor.DefaultShare,
                ["scale"] = weights.Scale,
                ["head"] = new JsonObject { ["layers"] = new JsonArray([.. weights.ImageLayers.Select(layer => JsonValue.Create($"{Field}.{layer.Name}"))]) },
            };
            more(source);
            return source;
        }
    }
}
