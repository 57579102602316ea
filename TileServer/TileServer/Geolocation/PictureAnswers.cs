using GeoCore.Geolocation.Release;
using GeoCore.Imaging;
using GeoCore.Imaging.Metadata;
using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Tiles;

namespace TileServer.Geolocation;

/// <summary>What a request about a picture says besides the picture.</summary>
/// <param name="Locator">Which locator is asked.</param>
/// <param name="Choice">How its sources are taken together.</param>
/// <param name="Policy">What of the answer may be told.</param>
/// <param name="ReadsTruth">Whether the picture's own note of its place is looked at, to compare the answer with.</param>
/// <param name="Asked">By whom, for the audit log.</param>
internal sealed record PictureQuestion(PictureLocator Locator, PoolingChoice Choice, ReleasePolicy Policy, bool ReadsTruth, string Asked);

/// <summary>Answers pictures: a few uploads at a time, fewer networks at a time, and as much memory as these take.</summary>
internal sealed class PictureAnswers
{
    /// <summary>Bodies that are in memory at once.</summary>
    private const int Uploads = 8;

    /// <summary>Requests that wait for the others.</summary>
    private const int Waiting = 64;

    /// <summary>Pictures that are decoded and looked at, at once: a decoded one may take 350 MB.</summary>
    private const int Networks = 2;

    /// <summary>Longest wait for a place.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private readonly IPictureReader _reader;
    private readonly QueryStore _queries;
    private readonly ServerOptions _options;
    private readonly TimeProvider _time;
    private readonly PictureAudit _audit;
    private readonly RenderGate _uploads;
    private readonly RenderGate _networks;

    public PictureAnswers(IPictureReader reader, QueryStore queries, IOptions<ServerOptions> options, PictureAudit audit, TimeProvider time)
    {
        (_reader, _queries, _options, _audit, _time) = (reader, queries, options.Value, audit, time);
        _uploads = new RenderGate(Uploads, Waiting, s_patience, time);
        _networks = new RenderGate(Networks, Uploads, s_patience, time);
    }

    /// <summary>Reads the picture of a request and answers it.</summary>
    /// <returns>The query, with its expiry; or the problem to answer with.</returns>
    internal async Task<(PictureQuery? Query, DateTimeOffset Expires, Problem? Problem)> AnswerAsync(HttpRequest request, PictureQuestion question, CancellationToken cancellationToken)
    {
        try
        {
            await _uploads.EnterAsync(cancellationToken);
        }
        catch (OverloadedException)
        {
            return (null, default, Busy());
        }

        try
        {
            var (content, problem) = await PictureUpload.ReadAsync(request, _options.LargestPicture, _time, cancellationToken);
            return problem is null ? await LocateAsync(content, question, cancellationToken) : (null, default, problem);
        }
        finally
        {
            _uploads.Leave();
        }
    }

    private static Problem Busy() => new(ProblemKinds.TooManyPictures) { Detail = "Too many pictures are being looked at." };

    private async Task<(PictureQuery? Query, DateTimeOffset Expires, Problem? Problem)> LocateAsync(ReadOnlyMemory<byte> content, PictureQuestion question, CancellationToken cancellationToken)
    {
        if (content.IsEmpty)
            return (null, default, new Problem(ProblemKinds.UnreadablePicture) { Detail = "The picture is empty." });
        if (PictureKinds.Of(content.Span) == PictureKind.Unknown)
            return (null, default, new Problem(ProblemKinds.UnsupportedMediaType) { Detail = "The file is no JPEG, PNG or WebP picture." });
        try
        {
            await _networks.EnterAsync(cancellationToken);
        }
        catch (OverloadedException)
        {
            return (null, default, Busy());
        }

        try
        {
            var query = await Task.Run(() => Locate(content.Span, question, cancellationToken), cancellationToken);
            _audit.Write(content.Span, question, AuditRecord.Answered);
            return (query, _queries.Add(query), null);
        }
        catch (RefusedException fault)
        {
            _audit.Write(content.Span, question, AuditRecord.Refused, fault.Zone.Name);
            throw;
        }
        catch (PictureException fault)
        {
            return (null, default, new Problem(ProblemKinds.UnreadablePicture) { Detail = fault.Message });
        }
        finally
        {
            _networks.Leave();
        }
    }

    private PictureQuery Locate(ReadOnlySpan<byte> content, PictureQuestion question, CancellationToken cancellationToken)
    {
        var picture = _reader.Read(content, new PictureLimits { MaximumBytes = _options.LargestPicture, MaximumPixels = _options.MostPicturePixels });
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
}
