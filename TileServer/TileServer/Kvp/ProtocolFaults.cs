using GeoCore.Raster;
using TileServer.Http;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Kvp;

/// <summary>The table from faults that a client or a source is to blame for to those of the protocols; all others go to the gate.</summary>
internal static class ProtocolFaults
{
    /// <summary>The fault as the protocols tell it, or null where it is a bug.</summary>
    /// <param name="fault">What was thrown.</param>
    /// <param name="context">The request.</param>
    internal static ProtocolException? Explain(Exception fault, HttpContext context)
    {
        switch (fault)
        {
            case ProtocolException known:
                return known;
            case OptionException option:
                return ProtocolException.Invalid(option.Parameter, option.Expected);
            case SourceUnavailableException or RasterException or OverloadedException:
                var problem = Faults.Explain(fault, context.RequestServices.GetRequiredService<ILogger<RequestGate>>());
                return new ProtocolException("NoApplicableCode", null, problem.Detail!, problem.Kind.Status);
            default:
                return null;
        }
    }
}
