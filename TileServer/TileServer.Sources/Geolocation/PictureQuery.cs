using GeoCore.Geolocation.Release;
using TileServer.Sources.Layers;
using TileServer.Sources.Layers.Predictions;

namespace TileServer.Sources.Geolocation;

/// <summary>A picture that was asked about: what was found, and the layers that have been made of it.</summary>
public sealed class PictureQuery
{
    /// <summary>What identifiers of the layers of pictures begin with.</summary>
    public const string IdPrefix = "query-";

    /// <summary>Maps that are kept at once, for sources switched on and off.</summary>
    private const int MostMaps = 4;

    /// <summary>Bytes of a cell in a layer that has been drawn: logarithm, density, mass, level, and the same again on larger cells.</summary>
    private const long BytesPerCell = 40;

    private readonly LocatedPicture _picture;
    private readonly Lock _lock = new();
    private readonly LinkedList<(string Choice, Lazy<QueryAnswer> Answer)> _answers = [];

    /// <summary>Keeps what was found.</summary>
    /// <param name="id">Identifier of the layer, which nobody can guess.</param>
    /// <param name="card">The locator.</param>
    /// <param name="picture">What it found.</param>
    public PictureQuery(string id, LocatorCard card, LocatedPicture picture)
    {
        ArgumentNullException.ThrowIfNull(card);
        ArgumentNullException.ThrowIfNull(picture);
        (Id, Card, _picture) = (id, card, picture);
    }

    /// <summary>Identifier of the layer.</summary>
    public string Id { get; }

    /// <summary>The locator that answered.</summary>
    public LocatorCard Card { get; }

    /// <summary>What the attribute predictors said.</summary>
    public IReadOnlyList<AttributeGuess> Attributes => _picture.Attributes;

    /// <summary>How the analyst wanted the sources to be taken together at first.</summary>
    public required PoolingChoice Choice { get; init; }

    /// <summary>What of a map may be told.</summary>
    public required ReleasePolicy Policy { get; init; }

    /// <summary>Where the picture was really taken, where it said so and was asked.</summary>
    public (double Longitude, double Latitude)? Truth { get; init; }

    /// <summary>What people should know of the answer.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];

    /// <summary>Memory that the query takes, bytes, with all maps that have been made of it.</summary>
    public long Bytes
    {
        get
        {
            lock (_lock)
                return _picture.Bytes + _answers.Sum(kept => kept.Answer.IsValueCreated ? BytesPerCell * kept.Answer.Value.Layer.Map.Grid.Count : 0);
        }
    }

    /// <summary>The answer for a way to take the sources together; made once while it is kept.</summary>
    /// <param name="choice">The way.</param>
    /// <exception cref="Styles.OptionException">The sources rule every place out.</exception>
    /// <exception cref="RefusedException">Too much of the map lies in a zone about which nothing is told.</exception>
    public QueryAnswer AnswerFor(PoolingChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        Lazy<QueryAnswer> answer;
        lock (_lock)
        {
            var node = _answers.First;
            while (node is not null && node.Value.Choice != choice.Text)
                node = node.Next;
            if (node is null)
                node = new LinkedListNode<(string, Lazy<QueryAnswer>)>((choice.Text, new Lazy<QueryAnswer>(() => Make(choice))));
            else
                _answers.Remove(node);
            _answers.AddFirst(node);
            if (_answers.Count > MostMaps)
                _answers.RemoveLast();
            answer = node.Value.Answer;
        }

        return answer.Value;
    }

    private QueryAnswer Make(PoolingChoice choice)
    {
        var located = _picture.Pool(choice, CancellationToken.None);
        var released = Policy.Apply(located.Map);
        var layer = new PredictionLayer(new LayerDescription(Id, $"Where a picture may have been taken ({Card.Title})"), released.Map)
        {
            Making = choice.Text,
            Truth = Truth,
        };
        return new QueryAnswer(choice, located, layer, [.. Notices, .. released.Notices]);
    }
}

/// <summary>What a picture's map is under one choice.</summary>
/// <param name="Choice">How the sources were taken together.</param>
/// <param name="Located">As the locator made it, before it was made fit to be told: only figures of the sources are taken from here.</param>
/// <param name="Layer">What is told.</param>
/// <param name="Notices">What people should know of it.</param>
public sealed record QueryAnswer(PoolingChoice Choice, LocatedMap Located, PredictionLayer Layer, IReadOnlyList<string> Notices);
