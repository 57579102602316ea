using GeoCore.Artifacts;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Models;
using GeoCore.Geolocation.Pooling;
using GeoCore.Geolocation.Sources.Attributes;
using GeoCore.Imaging;
using GeoCore.Onnx;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Styles;

namespace TileServer.Geolocation;

/// <summary>A published geolocator, whose network ONNX Runtime runs.</summary>
internal sealed class PublishedLocator : PictureLocator
{
    private readonly GeolocatorArtifact _artifact;
    private readonly OnnxBackbone _backbone;

    private PublishedLocator(LocatorCard card, GeolocatorArtifact artifact, OnnxBackbone backbone) : base(card) => (_artifact, _backbone) = (artifact, backbone);

    /// <summary>Loads a folder.</summary>
    /// <param name="folder">Path of the folder.</param>
    /// <param name="id">What requests call it.</param>
    /// <exception cref="ArtifactException">Something is missing, damaged or does not fit.</exception>
    internal static PublishedLocator Load(string folder, string id)
    {
        var artifact = GeolocatorArtifact.Load(folder);
        var backbone = OnnxBackbone.Load(artifact.BackbonePath, artifact.Preparation, new OnnxBackboneOptions { Output = artifact.Card.Backbone.Output });
        try
        {
            if (backbone.Width != artifact.Card.Backbone.Width)
                throw new ArtifactException($"card.json: 'backbone.width' is {artifact.Card.Backbone.Width} and the network gives {backbone.Width} numbers.");
            artifact.Probe?.CheckBackbone(backbone);
            return new PublishedLocator(CardOf(artifact, id), artifact, backbone);
        }
        catch
        {
            backbone.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public override LocatedPicture Locate(Picture picture, CancellationToken cancellationToken)
    {
        var embedding = new float[_backbone.Width];
        _backbone.Embed(picture, embedding, cancellationToken);
        return new Located(_artifact, _artifact.InputsOf(embedding), cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        _backbone.Dispose();
        base.Dispose(disposing);
    }

    private static LocatorCard CardOf(GeolocatorArtifact artifact, string id)
    {
        var card = artifact.Card;
        PoolingRule[] rules = [card.Rule, .. ((PoolingRule[])[PoolingRule.LogLinear, PoolingRule.Product, PoolingRule.LinearPool, .. card.Gate is null ? (PoolingRule[])[] : [PoolingRule.Gated]]).Where(rule => rule != card.Rule)];
        return new LocatorCard(id, card.Title, artifact.Digest[..12])
        {
            Description = card.Description,
            Licence = card.Licence,
            Pictures = card.ResponsibleUse?.Pictures,
            Sources = [.. card.Sources.Select(source => new LocatorSource(source.Name, source.Title, source.Kind, source.Weight))],
            Rules = rules,
            Priors = [card.Prior.Default, .. card.Prior.Kinds.Where(name => name != card.Prior.Default)],
            Grid = card.Grid,
            MinimumCellKm2 = card.ResponsibleUse?.MinimumCellKm2 ?? 0,
        };
    }

    /// <summary>Numbers of all heads for one picture, and the map of each source, made once.</summary>
    private sealed class Located : LocatedPicture
    {
        private readonly GeolocatorArtifact _artifact;
        private readonly float[][] _inputs;
        private readonly double[] _halfAreas;

        internal Located(GeolocatorArtifact artifact, float[][] inputs, CancellationToken cancellationToken)
        {
            (_artifact, _inputs) = (artifact, inputs);
            _halfAreas = [.. artifact.Ensemble.Members.Select((member, i) => TopCells.ForMass(member.Source.Evaluate(inputs[i], cancellationToken), 0.5).AreaKm2)];
            Attributes = [.. artifact.Ensemble.Members.SelectMany((member, i) => GuessesOf(member, artifact.Card.Sources[i], inputs[i]))];
        }

        /// <inheritdoc/>
        public override long Bytes => _inputs.Sum(input => sizeof(float) * (long)input.Length);

        /// <inheritdoc/>
        public override IReadOnlyList<AttributeGuess> Attributes { get; }

        /// <inheritdoc/>
        public override LocatedMap Pool(PoolingChoice choice, CancellationToken cancellationToken)
        {
            var ensemble = _artifact.Ensemble with
            {
                Prior = _artifact.Priors[choice.Prior],
                Rule = choice.Rule,
                Members = [.. _artifact.Ensemble.Members.Select((member, i) => member with { Weight = choice.Weights[i] })],
            };
            try
            {
                var pooled = ensemble.Evaluate(_inputs, _artifact.GateFeaturesOf(_inputs), cancellationToken);
                return new LocatedMap(pooled.Map, pooled.LogEvidence,
                    [.. pooled.Contributions.Select((nats, i) => new SourceShare(choice.Weights[i], nats, _halfAreas[i]))]);
            }
            catch (ArgumentException)
            {
                throw new OptionException("sources", null, "sources that leave some place possible");
            }
        }

        private static IEnumerable<AttributeGuess> GuessesOf(EnsembleMember member, SourceCard card, float[] input)
        {
            if (member.Source is AttributeSource attribute)
                yield return new AttributeGuess(card.Name, card.Title, [.. card.Classes!.Zip(attribute.Probabilities(input))]);
        }
    }
}
