using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Geolocation.Sources.Retrieval;
using Learners.Geolocation.Data;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Evaluation;

/// <summary>Temperatures and weights that are fitted to pictures which nothing was trained with.</summary>
/// <param name="FieldScale">κ of the comparison with places.</param>
/// <param name="Temperatures">Of the attributes.</param>
/// <param name="Weights">Of the sources: cells, places, then attributes.</param>
/// <param name="Gate">Multiplies the weights by what a picture seems to show, or null.</param>
internal sealed record SourceFit(double FieldScale, IReadOnlyList<double> Temperatures, IReadOnlyList<double> Weights, WeightGate? Gate = null)
{
    /// <summary>Floor of every source.</summary>
    internal const double Floor = DensityFloor.DefaultShare;
}

/// <summary>The trained heads as sources of maps.</summary>
internal sealed class TrainedSources
{
    /// <summary>Name of the classifier of cells.</summary>
    internal const string Cells = "cells";

    /// <summary>Name of the comparison with places.</summary>
    internal const string Places = "places";

    private const double EverywhereElse = 0.05;

    /// <summary>So strong that a hundred pictures do not teach a gate to look at chance.</summary>
    private const double GatePenalty = 0.1;

    private static readonly string[] s_gateAttributes = ["population", "elevation", "belt"];

    private readonly OverheadData _data;
    private readonly PlaceClasses _classes;
    private readonly Embeddings _cells;
    private readonly ClassFractions[] _fractions;

    /// <summary>Takes the trained network of places.</summary>
    /// <param name="data">Grid and attributes.</param>
    /// <param name="classes">Partitions.</param>
    /// <param name="learner">Trained.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    internal TrainedSources(OverheadData data, PlaceClasses classes, GeolocatorLearner learner, CancellationToken cancellationToken)
    {
        (_data, _classes) = (data, classes);
        _cells = Embeddings.OfCells(data.Grid, learner.Places.Branch(learner.Parts.Places), cancellationToken);
        _fractions = [.. data.Attributes.Select(attribute => ClassFractions.FromClasses(data.Grid, attribute.Labels.Count, attribute.ClassOf))];
        Prior = LocationPriors.Land(data.Grid, data.LandFractions);
        TrainingPrior = MapMixture.Of([Pictures(), Prior], [1 - EverywhereElse, EverywhereElse]);
    }

    /// <summary>Even on land, thinner at sea.</summary>
    internal DensityMap Prior { get; }

    /// <summary>Where training pictures lie, and a little of the prior.</summary>
    internal DensityMap TrainingPrior { get; }

    /// <summary>Fits the numbers inside sources, then their weights.</summary>
    /// <param name="inputs">[pictures][sources], what the heads say.</param>
    /// <param name="pictures">With their places.</param>
    /// <param name="isGated">Whether a gate is fitted, too.</param>
    /// <param name="cancellationToken">Looked at once per picture.</param>
    internal SourceFit Fit(IReadOnlyList<float[][]> inputs, PictureSet pictures, bool isGated, CancellationToken cancellationToken)
    {
        int[] truths = [.. pictures.Longitudes.Zip(pictures.Latitudes, _data.Grid.CellAt)];
        float[] vectors = [.. inputs.SelectMany(input => input[1])];
        var scale = SourceCalibration.FieldScale(Prior, _cells, vectors, truths, cancellationToken).Weights[0];
        var temperatures = _data.Attributes.Select((attribute, k) => Temperature(attribute, [.. inputs.Select(input => input[2 + k])], truths)).ToArray();
        var before = new SourceFit(Math.Clamp(scale, 1e-3, 1e3), temperatures, [.. Enumerable.Repeat(1.0, 2 + temperatures.Length)]);
        var ensemble = Ensemble(before);
        var maps = new IReadOnlyList<DensityMap>?[inputs.Count];
        var queries = new MapQueries(
            Prior, SourceMaps.TrainingPriors(ensemble), [.. pictures.Longitudes.Zip(pictures.Latitudes)],
            query => maps[query] ??= new SourceMaps(ensemble, inputs[query], null).Maps);
        var fit = before with { Weights = WeightFit.Of(queries, cancellationToken: cancellationToken).Weights };
        if (!isGated)
        {
            return fit;
        }

        double[] features = [.. inputs.SelectMany(input => GateFeatures.Of(ensemble, GateAttributes, input))];
        return fit with { Gate = WeightGate.Fit(new WeighedQueries(queries, fit.Weights), features, GatePenalty, cancellationToken) };
    }

    /// <summary>Attributes that a gate looks at: some of those whose classes have an order.</summary>
    internal IReadOnlyList<string> GateAttributes => [.. s_gateAttributes.Where(name => _data.Attributes.Any(attribute => attribute.Name == name))];

    /// <summary>The ensemble of a fit.</summary>
    /// <param name="fit">From <see cref="Fit"/>.</param>
    internal LocationEnsemble Ensemble(SourceFit fit)
    {
        var floor = new DensityFloor(Prior, SourceFit.Floor);
        ILocationSource[] sources =
        [
            new HierarchicalClassifier(Cells, _data.Grid, _classes.Partitions),
            new RetrievalField(Places, DensityMap.Uniform(_data.Grid), _cells, fit.FieldScale),
            .. _data.Attributes.Select((attribute, k) =>
                new AttributeSource(attribute.Name, _fractions[k], TrainingPrior, AttributeReadOut.Bayes, fit.Temperatures[k])),
        ];
        return new LocationEnsemble(Prior, [.. sources.Select((source, i) => new EnsembleMember(source, fit.Weights[i], floor))], Gate: fit.Gate);
    }

    private static double Temperature(AttributeTable attribute, float[][] logits, int[] cells)
    {
        int[] known = [.. Enumerable.Range(0, cells.Length).Where(i => attribute.ClassOf[cells[i]] >= 0)];
        return known.Length == 0
            ? 1
            : Math.Clamp(TemperatureFit.Of([.. known.SelectMany(i => logits[i])], [.. known.Select(i => attribute.ClassOf[cells[i]])]).Temperature, 0.1, 100);
    }

    private DensityMap Pictures()
    {
        var masses = new double[_data.Grid.Count];
        for (var i = 0; i < _data.Training.Count; i++)
        {
            masses[_data.Grid.CellAt(_data.Training.Longitudes[i], _data.Training.Latitudes[i])]++;
        }

        return DensityMap.FromMasses(_data.Grid, masses);
    }
}
