using System.Net;
using System.Security.Cryptography;
using System.Text;
using GeoCore.Gdal;
using GeoCore.Raster;

namespace TileServer.Hosting;

/// <summary>Opens GeoTIFFs of other servers, of those alone that the operator has named.</summary>
/// <param name="origins">Scheme, host and port that may be asked, such as <c>https://data.example.org</c>.</param>
internal sealed class RemoteRasters(IReadOnlyList<string> origins)
{
    /// <summary>Environment variable with further origins, separated by commas.</summary>
    internal const string Variable = "GEOSUITE_REMOTE_ORIGINS";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly HashSet<string> _origins = new(origins.Concat((Environment.GetEnvironmentVariable(Variable) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        .Select(origin => origin.TrimEnd('/')), StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens one.</summary>
    /// <exception cref="RasterException">It may not be asked for, is not there, or leads elsewhere.</exception>
    internal IRasterSource Open(Uri address)
    {
        var origin = address.GetLeftPart(UriPartial.Authority);
        if (!_origins.Contains(origin) || address.UserInfo.Length > 0)
            throw new RasterException($"{origin} is not among the origins that may be read; serve --remote-origins names them.");
        if (Path.GetExtension(address.AbsolutePath).ToUpperInvariant() is not (".TIF" or ".TIFF"))
            throw new RasterException($"{address} is no GeoTIFF by its name.");
        return GdalRaster.OpenRemote(address, StateOf(address));
    }

    /// <summary>What tells that the file is another than before. An answer that leads elsewhere is none: elsewhere may be inside.</summary>
    private static string StateOf(Uri address)
    {
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler) { Timeout = s_patience };
        try
        {
            using var answer = client.Send(new HttpRequestMessage(HttpMethod.Head, address));
            if (answer.StatusCode != HttpStatusCode.OK)
                throw new RasterException($"{address} answers {(int)answer.StatusCode}.");
            var headers = answer.Content.Headers;
            var text = $"{address}|{answer.Headers.ETag}|{headers.LastModified?.UtcTicks}|{headers.ContentLength}";
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        }
        catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException)
        {
            throw new RasterException($"{address} cannot be reached: {fault.Message}", fault);
        }
    }
}
