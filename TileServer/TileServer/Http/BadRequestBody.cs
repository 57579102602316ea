using System.Diagnostics;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.WebUtilities;
using BadHttpRequestException = Microsoft.AspNetCore.Http.BadHttpRequestException;

namespace TileServer.Http;

/// <summary>Kestrel refuses what it cannot parse (a NUL in the path, broken headers) with an empty body, before any code of ours runs. This puts a problem document there.</summary>
internal static class BadRequestBody
{
    private const string BadRequestEvent = "Microsoft.AspNetCore.Server.Kestrel.BadRequest";

    /// <summary>Keeps a hand on what the connections of an address send.</summary>
    internal static void Use(ListenOptions listen) => listen.Use(next => connection =>
    {
        var transport = connection.Transport;
        var writer = new BadRequestWriter(transport.Output);
        connection.Features.Set(writer);
        connection.Transport = new Duplex(transport.Input, writer);
        return next(connection);
    });

    /// <summary>Listens to refusals for as long as the program runs.</summary>
    internal static void Subscribe(DiagnosticListener diagnostics) =>
        _ = diagnostics.Subscribe(new Observer(), static name => name == BadRequestEvent);

    private static void Answer(IFeatureCollection features)
    {
        // behind TLS the connection carries other bytes than ours
        if (features.Get<BadRequestWriter>() is not { } writer || features.Get<ITlsHandshakeFeature>() is not null
            || features.Get<IHttpResponseFeature>() is not { HasStarted: false })
            return;
        var fault = features.Get<IBadRequestExceptionFeature>()?.Error as BadHttpRequestException;

        // a protocol that does not exist is the client's mistake, whatever the number says
        var status = fault is { StatusCode: < 500 and var refused } ? refused : StatusCodes.Status400BadRequest;
        var problem = new Problem(ProblemKinds.OfStatus(status)) { Detail = fault?.Message };
        var body = problem.Serialize((string?)null);
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"HTTP/1.1 {status} {ReasonPhrases.GetReasonPhrase(status)}\r\nContent-Type: {Problem.MediaType}\r\nContent-Length: {body.Length}\r\nCache-Control: {CachePolicy.NoStore}\r\nConnection: close\r\n\r\n");
        writer.SayInstead([.. Encoding.ASCII.GetBytes(head), .. body]);
    }

    private sealed record Duplex(PipeReader Input, PipeWriter Output) : IDuplexPipe;

    private sealed class Observer : IObserver<KeyValuePair<string, object?>>
    {
        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value is { Key: BadRequestEvent, Value: IFeatureCollection features })
                Answer(features);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }
    }
}
