using TileServer.Http;

namespace TileServer.Qgis;

/// <summary>A repository of plug-ins with one plug-in: what QGIS's plug-in manager asks an address for.</summary>
internal static class PluginRepository
{
    internal const string PackageType = "application/zip";

    internal static void MapPluginRepository(this IEndpointRouteBuilder routes)
    {
        routes.MapMethods("/qgis/plugins.xml", Verbs.Read, (HttpContext context, PluginPackage plugin, PublicLinks links) =>
            Answer(context, links, "plugins.xml", ConnectionFile.MediaType, plugin, address => Write(plugin.Describe(), address)));
        routes.MapMethods($"/qgis/{PluginPackage.Module}.zip", Verbs.Read, (HttpContext context, PluginPackage plugin, PublicLinks links) =>
            Answer(context, links, $"{PluginPackage.Module}.zip", PackageType, plugin, plugin.Pack));
    }

    private static IResult Answer(HttpContext context, PublicLinks links, string name, string mediaType, PluginPackage plugin, Func<string, byte[]> write)
    {
        if (new Query(context).Knowing(["qgis"]).Finish() is { } problem)
            return problem;
        if (!links.TryGetBase(context, out var address))
            return PublicLinks.InvalidHost(context);
        context.Response.Headers.ContentDisposition = $"attachment; filename=\"{name}\"";

        // the package is small: its own bytes say best whether it is another
        return new Representation(EntityTags.Of(Answers.ServerVersion, name, Convert.ToBase64String(plugin.Pack(address))), mediaType, CachePolicy.Revalidate, () => write(address))
        {
            IsCompressible = mediaType != PackageType,
        };
    }

    private static byte[] Write(IReadOnlyDictionary<string, string> plugin, string address) => MapLayerXml.File("plugins", writer =>
    {
        writer.WriteStartElement("plugins");
        writer.WriteStartElement("pyqgis_plugin");
        writer.WriteAttributeString("name", plugin["name"]);
        writer.WriteAttributeString("version", plugin["version"]);
        foreach (var (element, text) in new[]
        {
            ("description", plugin["description"]), ("about", plugin["about"]), ("version", plugin["version"]), ("trusted", "False"), ("qgis_minimum_version", plugin["qgisMinimumVersion"]),
            ("homepage", address + "/"), ("file_name", $"{PluginPackage.Module}.zip"), ("author_name", plugin["author"]), ("download_url", $"{address}/qgis/{PluginPackage.Module}.zip"),
            ("category", plugin["category"]), ("tags", plugin["tags"]), ("experimental", plugin["experimental"]), ("deprecated", plugin["deprecated"]), ("server", "False"),
        })
        {
            writer.WriteElementString(element, text);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
    });
}
