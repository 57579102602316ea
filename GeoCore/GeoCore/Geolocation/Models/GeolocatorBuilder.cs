using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Positional;
using GeoCore.Geolocation.Grids;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Retrieval;

namespace GeoCore.Geolocation.Models;

/// <summary>Makes heads, sources and priors from a card and its numbers.</summary>
/// <param name="card">The card.</param>
/// <param name="grid">Cells of the maps.</param>
/// <param name="weights">The numbers.</param>
internal sealed class GeolocatorBuilder(GeolocatorCard card, Grid grid, Safetensors weights)
{
    private const string Land = "land", Uniform = "uniform", Training = "training";
    private const string BranchPrefix = "branch.";

    private readonly DensityMap _land = LocationPriors.Land(grid, weights.Doubles("land.cells", grid.Count));
    private readonly DensityMap _training = DensityMap.FromLogDensities(grid, weights.Doubles("prior.training", grid.Count));

    internal IReadOnlyList<DenseHead> Heads() => [.. card.Sources.Select(source =>
    {
        var layers = source.Head.Layers;
        if (layers.Count == 0 || layers.Count % 2 != 0)
            throw Wrong(source, "head.layers", "is not a matrix and a bias for each layer.");
        var inputs = card.Backbone.Width;
        DenseHead? head = null;
        foreach (var names in layers.Chunk(2))
        {
            var layer = new DenseHead(inputs, weights.Floats(names[0]), weights.Floats(names[1]));
            (head, inputs) = (head?.Then(layer) ?? layer, layer.Outputs);
        }

        return head!;
    })];

    internal LocationEnsemble Ensemble(IReadOnlyList<DenseHead> heads, IReadOnlyDictionary<string, DensityMap> priors)
    {
        if (card.Sources.Count == 0 || card.Sources.Select(source => source.Name).Distinct(StringComparer.Ordinal).Count() != card.Sources.Count)
            throw GeolocatorArtifact.Wrong("sources", "are none, or two have one name.");
        EnsembleMember[] members = [.. card.Sources.Select(source => new EnsembleMember(SourceOf(source), source.Weight, new DensityFloor(_land, source.Floor)))];
        foreach (var (member, head) in members.Zip(heads))
        {
            if (member.Source.InputCount != head.Outputs)
                throw GeolocatorArtifact.Wrong("sources", $"{member.Source.Name} takes {member.Source.InputCount} numbers and its head gives {head.Outputs}.");
        }

        if (card.Rule == PoolingRule.Gated && card.Gate is null)
            throw GeolocatorArtifact.Wrong("gate", "is missing, and 'rule' needs it.");
        var gate = card.Gate is null ? null : new WeightGate(members.Length, card.Gate.Features.Count, weights.Doubles(card.Gate.Table));
        if (card.Gate?.Features.FirstOrDefault(name => !members.Any(member => member.Source.Name == name && member.Source is AttributeSource)) is { } stranger)
            throw GeolocatorArtifact.Wrong("gate.features", $"name '{stranger}', which is no attribute.");
        return new LocationEnsemble(priors[card.Prior.Default], members, card.Rule, gate);
    }

    internal IReadOnlyDictionary<string, DensityMap> Priors()
    {
        var priors = card.Prior.Kinds.ToDictionary(name => name, name => name switch
        {
            Land => _land,
            Uniform => DensityMap.Uniform(grid),
            Training => _training,
            _ => throw GeolocatorArtifact.Wrong("prior.kinds", $"names '{name}' and not one of {Land}, {Uniform}, {Training}."),
        }, StringComparer.Ordinal);
        return priors.ContainsKey(card.Prior.Default) ? priors : throw GeolocatorArtifact.Wrong("prior.default", $"'{card.Prior.Default}' is none of its kinds.");
    }

    private ILocationSource SourceOf(SourceCard source) => source.Kind switch
    {
        SourceCard.Classifier => new HierarchicalClassifier(source.Name, grid, Partitions(source)),
        SourceCard.RetrievalField => new RetrievalField(source.Name, DensityMap.Uniform(grid), Cells(source), ScaleOf(source)),
        SourceCard.RetrievalGallery => Gallery(source),
        SourceCard.Attribute => new AttributeSource(source.Name, Fractions(source), _training, AttributeReadOut.Bayes, source.Temperature),
        _ => throw Wrong(source, "kind", $"'{source.Kind}' is unknown."),
    };

    private IEnumerable<PhotoPartition> Partitions(SourceCard source)
    {
        if (source is not { Partitions: { Count: > 0 } limits, Photographs: [var longitudes, var latitudes] })
            throw Wrong(source, "partitions", "or 'photographs' are missing.");
        double[] x = weights.Doubles(longitudes), y = weights.Doubles(latitudes);
        return limits.Select(limit => PhotoPartition.Build(x, y, limit.Most, limit.Fewest, limit.LeastLevel, limit.MostLevel));
    }

    private static double ScaleOf(SourceCard source) => source.Scale ?? throw Wrong(source, "scale", "is missing.");

    private RetrievalGallery Gallery(SourceCard source)
    {
        if (source.Gallery is not [var longitudes, var latitudes, var embeddings])
            throw Wrong(source, "gallery", "is not the names of three tensors.");
        return new RetrievalGallery(
            source.Name, grid, new GalleryPlaces(weights.Doubles(longitudes), weights.Doubles(latitudes)), Rows(source, "gallery", embeddings), ScaleOf(source));
    }

    private Embeddings Cells(SourceCard source) => source.CellEmbeddings is { } name
        ? Rows(source, "cellEmbeddings", name)
        : Embeddings.OfCells(grid, source.Capsules is { } capsules ? FourierTensors.Read(weights, BranchPrefix, capsules) : SineBranch(source));

    private Embeddings Rows(SourceCard source, string field, string name) => weights.Find(name).Shape is [_, > 0 and <= int.MaxValue and var width]
        ? new Embeddings((int)width, weights.Floats(name))
        : throw Wrong(source, field, $"names '{name}', which has no rows.");

    private EncoderBranch SineBranch(SourceCard source)
    {
        if (source is not { Degrees: > 0 and var degrees, PlaceWidth: > 0 and var width, Omega0: > 0 and var omega0 })
            throw Wrong(source, "degrees", "'placeWidth' or 'omega0' is missing or not above 0.");
        var encoding = PositionalEncodings.Create(new PositionalEncodingOptions { Name = PositionalEncodings.SphericalHarmonics, Degrees = degrees });
        var outputs = (int)weights.Find(BranchPrefix + "last.bias").Count;
        var network = DenseNetwork.Build(
            new NetworkShape(NetworkShape.Siren, encoding.Dimension, width, 1, outputs, omega0),
            tensor => weights.Doubles(BranchPrefix + tensor.Name, tensor.Shape));
        return new EncoderBranch(new LocationEncoder(encoding, network, OutputKind.Regression));
    }

    private ClassFractions Fractions(SourceCard source)
    {
        if (source is not { Classes: { Count: > 0 } classes, ClassOfCell: { } cells })
            throw Wrong(source, "classes", "or 'classOfCell' is missing.");
        return ClassFractions.FromClasses(grid, classes.Count, Array.ConvertAll(weights.Doubles(cells, grid.Count), own => (int)own));
    }

    private static ArtifactException Wrong(SourceCard source, string field, string complaint) =>
        GeolocatorArtifact.Wrong($"sources[{source.Name}].{field}", complaint);
}
