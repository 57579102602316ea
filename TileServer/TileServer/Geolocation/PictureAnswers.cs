using GeoCore.Geolocation.Release;
using GeoCore.Imaging;
using GeoCore.Imaging.Metadata;
using Microsoft.Extensions.Options;
using TileServer.Hosting;
using TileServer.Http;
using TileServer.Sources.Geolocation;
using TileServer.Sources.Tiles;

namespace TileServer.Geolocation;

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
    private readonly PictureLimits _limits;
    private readonly TimeProvider _time;
    private readonly PictureAudit _audit;
    private readonly RenderGate _uploads;
    private readonly RenderGate _networks;

    public PictureAnswers(IPictureReader reader, QueryStore queries, IOptions<ServerOptions> options, PictureAudit audit, TimeProvider time)
    {
        (_reader, _queries, _audit, _time) = (reader, queries, audit, time);
        _limits = PictureLook.LimitsOf(options.Value);
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
            var (content, problem) = await PictureUpload.ReadAsync(request, _limits.MaximumBytes, _time, cancellationToken);
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
            var query = await Task.Run(() => PictureLook.At(content.Span, question, _reader, _limits, cancellationToken), cancellationToken);
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
}
