using GeoCore.Geolocation.Release;
using GeoCore.Raster;
using TileServer.Geolocation;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Http;

/// <summary>The one table from exceptions to problems. What is not in it is a bug, and the only thing that is logged as an error.</summary>
internal static partial class Faults
{
    internal static Problem Explain(Exception fault, ILogger logger) => fault switch
    {
        ExpressionOptionException expression => Problem.InvalidExpression([ParameterFault.Of(expression.Parameter, expression.Value, expression.Expected)], expression.Position),
        OptionException option => Problem.InvalidParameter(option.Parameter, option.Value, option.Expected),
        SourceUnavailableException => Unavailable(fault, logger),
        RasterException => Unavailable(fault, logger),
        RefusedException refused => new Problem(ProblemKinds.Refused) { Detail = refused.Message },
        AuditException => Unlogged(fault, logger),
        OverloadedException => new Problem(ProblemKinds.Overloaded) { Detail = "Too many tiles are being rendered." },
        BadHttpRequestException bad => new Problem(ProblemKinds.OfStatus(bad.StatusCode)) { Detail = bad.Message },
        _ => Bug(fault, logger),
    };

    private static Problem Unavailable(Exception fault, ILogger logger)
    {
        var problem = new Problem(ProblemKinds.SourceUnavailable) { Detail = fault is SourceUnavailableException ? fault.Message : "A source cannot be read." };
        SourceUnavailable(logger, problem.TraceId, (fault.InnerException ?? fault).Message);
        return problem;
    }

    private static Problem Unlogged(Exception fault, ILogger logger)
    {
        var problem = new Problem(ProblemKinds.AuditUnavailable) { Detail = fault.Message };
        SourceUnavailable(logger, problem.TraceId, (fault.InnerException ?? fault).Message);
        return problem;
    }

    private static Problem Bug(Exception fault, ILogger logger)
    {
        var problem = new Problem(ProblemKinds.Internal);
        RequestFailed(logger, fault, problem.TraceId);
        return problem;
    }

    [LoggerMessage(1, LogLevel.Error, "Request {TraceId} failed")]
    private static partial void RequestFailed(ILogger logger, Exception fault, string traceId);

    [LoggerMessage(2, LogLevel.Warning, "Request {TraceId}: {Reason}")]
    private static partial void SourceUnavailable(ILogger logger, string traceId, string reason);
}
