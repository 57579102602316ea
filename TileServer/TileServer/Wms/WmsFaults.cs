using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Xml;
using GeoCore.Imaging;
using TileServer.Kvp;
using TileServer.Sources.Tiles;

namespace TileServer.Wms;

/// <summary>Exceptions as WMS has them: a document, or where a map was asked for a picture, blank or with words.</summary>
internal static class WmsFaults
{
    private const string Ogc = "http://www.opengis.net/ogc";

    /// <summary>Answers, and tells faults in the protocol's way.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "what the protocol does not know goes on to the gate")]
    internal static async Task GuardAsync(KvpQuery query, WmsVersion version, Func<Task> answer)
    {
        var context = query.Context;
        try
        {
            await answer();
        }
        catch (Exception fault) when (!context.Response.HasStarted)
        {
            if (ProtocolFaults.Explain(fault, context) is not { } known)
                throw;
            if (Picture(query, known) is { } picture)
                await XmlAnswer.SendAsync(context, StatusCodes.Status200OK, PngEncoder.Instance.MediaType, picture);
            else
                await XmlAnswer.SendAsync(context, known.Status, version.ExceptionType, Write(version, known));
        }
    }

    private static byte[] Write(WmsVersion version, ProtocolException fault) => XmlAnswer.Write(writer =>
    {
        if (version.IsCurrent)
        {
            writer.WriteStartElement("ServiceExceptionReport", Ogc);
            writer.WriteAttributeString("xmlns", "xsi", null, XmlAnswer.SchemaInstance);
            writer.WriteAttributeString("schemaLocation", XmlAnswer.SchemaInstance, $"{Ogc} http://schemas.opengis.net/wms/1.3.0/exceptions_1_3_0.xsd");
        }
        else
        {
            writer.WriteDocType("ServiceExceptionReport", null, "http://schemas.opengis.net/wms/1.1.1/exception_1_1_1.dtd", null);
            writer.WriteStartElement("ServiceExceptionReport");
        }

        writer.WriteAttributeString("version", version.Name);
        WriteFault(writer, version, fault);
        writer.WriteEndElement();
    });

    private static void WriteFault(XmlWriter writer, WmsVersion version, ProtocolException fault)
    {
        if (version.IsCurrent)
            writer.WriteStartElement("ServiceException", Ogc);
        else
            writer.WriteStartElement("ServiceException");
        writer.WriteAttributeString("code", fault.Code);
        if (version.IsCurrent && fault.Locator is { } locator)
            writer.WriteAttributeString("locator", locator);
        writer.WriteString(XmlAnswer.Clean(fault.Message));
        writer.WriteEndElement();
    }

    /// <summary>The picture that stands for a map, where the request wants one and says how large.</summary>
    private static byte[]? Picture(KvpQuery query, ProtocolException fault)
    {
        if (query.Text("REQUEST")?.ToUpperInvariant() is not ("GETMAP" or "MAP"))
            return null;
        var wanted = query.Text("EXCEPTIONS")?.ToUpperInvariant();
        var isBlank = wanted is "BLANK" or "APPLICATION/VND.OGC.SE_BLANK";
        if ((!isBlank && wanted is not ("INIMAGE" or "APPLICATION/VND.OGC.SE_INIMAGE")) || Edge(query, "WIDTH") is not { } width || Edge(query, "HEIGHT") is not { } height)
            return null;
        uint background;
        try
        {
            background = WmsRequest.Background(query) ?? PackedColor.Transparent;
        }
        catch (ProtocolException)
        {
            background = PackedColor.Transparent; // the colour may be what is at fault
        }

        return isBlank ? PngEncoder.EncodeSolid(background, width, height) : PngEncoder.Instance.Encode(Notice.Draw($"{fault.Code}: {fault.Message}", width, height, background), width, height);
    }

    private static int? Edge(KvpQuery query, string name) =>
        int.TryParse(query.Text(name), NumberStyles.None, CultureInfo.InvariantCulture, out var pixels) && pixels is >= 1 and <= MapWindow.MostEdge ? pixels : null;
}
