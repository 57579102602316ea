using GeoCore.Geolocation.Release;
using GeoCore.Imaging;
using GeoCore.Imaging.Metadata;
using TileServer.Hosting;
using TileServer.Sources.Geolocation;

namespace TileServer.Geolocation;

/// <summary>What is wanted to be known of a picture.</summary>
/// <param name="Locator">Which locator is asked.</param>
/// <param name="Choice">How its sources are taken together.</param>
/// <param name="Policy">What of the answer may be told.</param>
/// <param name="ReadsTruth">Whether the picture's own note of its place is looked at, to compare the answer with.</param>
/// <param name="Asked">By whom, for the audit log.</param>
internal sealed record PictureQuestion(PictureLocator Locator, PoolingChoice Choice, ReleasePolicy Policy, bool ReadsTruth, string Asked);

/// <summary>From the bytes of a picture to its first map: the same for the server and for the command line.</summary>
internal static class PictureLook
{
    /// <summary>Pixels of the shorter side that are enough for any network: JPEG is decoded no larger than it needs, by eighths.</summary>
    private const int SufficientSide = 1024;

    /// <summary>How large a picture may be.</summary>
    internal static PictureLimits LimitsOf(ServerOptions options) =>
        new() { MaximumBytes = options.LargestPicture, MaximumPixels = options.MostPicturePixels, SufficientSide = SufficientSide };

    /// <summary>Decodes a picture, runs the networks on it, and makes the map that is asked for.</summary>
    /// <exception cref="PictureException">The picture cannot be read.</exception>
    /// <exception cref="RefusedException">Too much of the map lies in a zone about which nothing is told.</exception>
    /// <exception cref="Sources.Styles.OptionException">The sources rule every place out.</exception>
    internal static PictureQuery At(ReadOnlySpan<byte> content, PictureQuestion question, IPictureReader reader, PictureLimits limits, CancellationToken cancellationToken)
    {
        var picture = reader.Read(content, limits);
        var card = question.Locator.Card;
        var notices = new List<string>();
        if (card.Pictures is { } pictures)
            notices.Add($"The model was trained with {pictures}; of other pictures it knows little.");
        var truth = question.ReadsTruth ? Exif.Read(content).Place : null;
        if (question.ReadsTruth && truth is null)
            notices.Add("The picture does not say where it was taken.");
        var query = new PictureQuery(QueryStore.NewId(), card, question.Locator.Locate(picture, cancellationToken))
        {
            Choice = question.Choice,
            Policy = question.Policy,
            Truth = truth,
            Notices = notices,
        };

        // the first map is part of the answer, and says what the query weighs
        query.AnswerFor(question.Choice);
        return query;
    }

    /// <summary>What the operator lets be told.</summary>
    /// <exception cref="Commands.UsageException">The zones cannot be read.</exception>
    internal static ReleasePolicy PolicyOf(ServerOptions options)
    {
        try
        {
            return new ReleasePolicy
            {
                MinimumCellKm2 = options.MinimumCellKm2,
                BlurKm = options.BlurKm,
                Zones = options.RefusalZones is { Length: > 0 } path ? RefusalZone.Read(path) : [],
                RefusalShare = options.RefusalShare,
            };
        }
        catch (GeoCore.Evaluation.Inputs.InputException fault)
        {
            throw new Commands.UsageException($"RefusalZones: {fault.Message}");
        }
    }
}
