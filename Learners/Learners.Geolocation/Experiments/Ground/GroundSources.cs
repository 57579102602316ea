using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Retrieval;

namespace Learners.Geolocation.Experiments.Ground;

/// <summary>Sources that were fitted to some of the photographs: one an attribute, and retrieval among those photographs.</summary>
internal sealed class GroundSources
{
    private const string Retrieval = "retrieval";
    private const double RetrievalScale = 10;
    private static readonly double[] s_decays = [0.01, 0.05, 0.2];
    private static readonly BandwidthRule s_bandwidth = new(1, 500, 500);

    private readonly GroundWorld _world;
    private readonly SoftmaxHead[] _heads;
    private readonly AttributeSource[] _attributes;
    private readonly RetrievalGallery _retrieval;
    private readonly float[] _meanEmbedding;
    private readonly DensityFloor _floor;

    private GroundSources(GroundWorld world, int[] known, double[] decays)
    {
        _world = world;
        _floor = new DensityFloor(world.Prior);
        float[][] embeddings = [.. known.Select(i => world.Embeddings[i])];
        _heads = [.. world.Attributes.Select((attribute, a) => new SoftmaxHead(embeddings, [.. known.Select(i => world.Labels[a][i])], attribute.ClassCount, decays[a]))];
        _attributes = [.. world.Attributes.Select(attribute => new AttributeSource(attribute.Name, attribute.Fractions, world.Prior))];
        _meanEmbedding = [.. Enumerable.Range(0, embeddings[0].Length).Select(k => embeddings.Average(embedding => embedding[k]))];
        _retrieval = new RetrievalGallery(
            Retrieval, world.Prior.Grid, new GalleryPlaces(known.Select(i => world.Places[i].Longitude), known.Select(i => world.Places[i].Latitude)),
            new Embeddings(_meanEmbedding.Length, [.. embeddings.SelectMany(Centred)]), RetrievalScale, bandwidths: s_bandwidth);
        TrainingPriors = [.. _attributes.Select(_ => world.Prior), _floor.Under(_retrieval.TrainingPrior)];
    }

    /// <summary>Where the photographs lay that each source was trained with.</summary>
    internal IReadOnlyList<DensityMap> TrainingPriors { get; }

    /// <summary>Weights of the log-linear pool, fitted to photographs that the sources had not seen.</summary>
    internal IReadOnlyList<double> Weights { get; private set; } = [];

    /// <summary>Names of the sources.</summary>
    internal static IReadOnlyList<string> NamesOf(GroundWorld world) => [.. world.Attributes.Select(static attribute => attribute.Name), Retrieval];

    /// <summary>Fits heads; how much they are held back, and the weights, are chosen by parts of the same photographs.</summary>
    /// <param name="world">All photographs.</param>
    /// <param name="known">Those that may be looked at.</param>
    /// <param name="parts">Of the inner cross-validation.</param>
    /// <param name="seed">Deals the inner blocks.</param>
    /// <param name="cancellationToken">Looked at once per photograph.</param>
    internal static GroundSources Fit(GroundWorld world, int[] known, int parts, int seed, CancellationToken cancellationToken)
    {
        var folds = BlockFolds.Of([.. known.Select(i => world.Places[i])], parts, seed);
        (int[] Others, int[] Own)[] splits = [.. Enumerable.Range(0, parts).Select(part => (known.Where((_, k) => folds[k] != part).ToArray(), known.Where((_, k) => folds[k] == part).ToArray()))];
        double[] decays = [.. Enumerable.Range(0, world.Attributes.Count).Select(attribute => s_decays.MinBy(decay => splits.Sum(split => Loss(world, attribute, decay, split.Others, split.Own))))];
        var (places, maps) = (new List<(double, double)>(), new List<IReadOnlyList<DensityMap>>());
        // the training priors of the parts differ a little: each map is brought to the ratio that it stands for under the prior of all
        var whole = new GroundSources(world, known, decays);
        foreach (var (others, own) in splits)
        {
            var inner = new GroundSources(world, others, decays);
            foreach (var i in own)
            {
                cancellationToken.ThrowIfCancellationRequested();
                places.Add(world.Places[i]);
                maps.Add([.. inner.MapsOf(world.Embeddings[i], cancellationToken).Select((map, source) => Ratio(map, inner.TrainingPriors[source], whole.TrainingPriors[source]))]);
            }
        }

        var queries = new MapQueries(world.Prior, whole.TrainingPriors, places, query => maps[query]);
        whole.Weights = WeightFit.Of(queries, cancellationToken: cancellationToken).Weights;
        return whole;
    }

    /// <summary>The map of each source.</summary>
    internal IReadOnlyList<DensityMap> MapsOf(float[] embedding, CancellationToken cancellationToken)
    {
        var maps = new List<DensityMap>();
        for (var a = 0; a < _attributes.Length; a++)
        {
            // a source's map stands under its training prior, so the head's shares are exchanged for those of the prior
            var logarithms = _heads[a].LogProbabilities(embedding);
            var head = _heads[a];
            var shares = _attributes[a].ClassPrior;
            maps.Add(_attributes[a].Evaluate([.. logarithms.Select((value, k) => (float)(value - head.LogShares[k] + Math.Log(Math.Max(shares[k], 1e-9))))], cancellationToken));
        }

        maps.Add(_floor.Under(_retrieval.Evaluate(Centred(embedding), cancellationToken)));
        return maps;
    }

    private static double Loss(GroundWorld world, int attribute, double decay, int[] known, int[] asked)
    {
        var head = new SoftmaxHead([.. known.Select(i => world.Embeddings[i])], [.. known.Select(i => world.Labels[attribute][i])], world.Attributes[attribute].ClassCount, decay);
        return asked.Where(i => world.Labels[attribute][i] >= 0).Sum(i => -head.LogProbabilities(world.Embeddings[i])[world.Labels[attribute][i]]);
    }

    private static DensityMap Ratio(DensityMap map, DensityMap own, DensityMap other)
    {
        if (ReferenceEquals(own, other))
        {
            return map;
        }

        double[] logarithms = [.. Enumerable.Range(0, map.Grid.Count).Select(cell => map.LogDensity(cell) - own.LogDensity(cell) + other.LogDensity(cell))];
        return DensityMap.FromLogDensities(map.Grid, logarithms);
    }

    private float[] Centred(float[] embedding) => [.. embedding.Select((value, k) => value - _meanEmbedding[k])];
}
