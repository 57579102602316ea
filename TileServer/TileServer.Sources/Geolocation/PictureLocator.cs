using GeoCore.Imaging;
using TileServer.Sources.Catalogue;

namespace TileServer.Sources.Geolocation;

/// <summary>Says where a picture may have been taken. Safe for threads.</summary>
/// <remarks>Given from outside, so that this room knows no library that runs networks.</remarks>
public abstract class PictureLocator : Held
{
    /// <summary>Creates a locator.</summary>
    /// <param name="card">What it is.</param>
    protected PictureLocator(LocatorCard card)
    {
        ArgumentNullException.ThrowIfNull(card);
        Card = card;
    }

    /// <summary>What it is.</summary>
    public LocatorCard Card { get; }

    /// <inheritdoc/>
    public override string Id => Card.Id;

    /// <summary>Runs the networks on a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <returns>What was found; it stays usable after the locator has been closed.</returns>
    public abstract LocatedPicture Locate(Picture picture, CancellationToken cancellationToken);
}

/// <summary>What the networks of a locator said of one picture: enough to make maps of it in many ways, without the picture and without the networks.</summary>
public abstract class LocatedPicture
{
    /// <summary>Memory that it takes, bytes.</summary>
    public abstract long Bytes { get; }

    /// <summary>What the attribute predictors say, apart from any map.</summary>
    public abstract IReadOnlyList<AttributeGuess> Attributes { get; }

    /// <summary>Makes a map.</summary>
    /// <param name="choice">Sources, rule and prior, checked against the card.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="Styles.OptionException">The sources rule every place out.</exception>
    public abstract LocatedMap Pool(PoolingChoice choice, CancellationToken cancellationToken);
}
