using System.ComponentModel.DataAnnotations;
using GeoCore.Geolocation.Maps;
using GeoCore.Geolocation.Release;
using Microsoft.Extensions.Options;

namespace TileServer.Hosting;

/// <summary>Settings of the server: section <c>TileServer</c> of appsettings.json, environment variables <c>TileServer__…</c>, or the command line.</summary>
internal sealed class ServerOptions
{
    /// <summary>Name of the section.</summary>
    internal const string Section = "TileServer";

    /// <summary>Address that clients use, where it is not the one in their Host header; with path prefix.</summary>
    [RegularExpression("https?://[^/?#]+(/[^?#]*)?", ErrorMessage = "PublicBaseUrl: expected http:// or https://, a host and perhaps a path.")]
    public string? PublicBaseUrl { get; set; }

    /// <summary>Path prefix under which everything lives, such as <c>/maps</c>.</summary>
    [RegularExpression("(/[A-Za-z0-9._~-]+)*", ErrorMessage = "PathBase: expected a path such as /maps.")]
    public string PathBase { get; set; } = "";

    /// <summary>Hosts besides localhost and those of the server's own addresses that links may be made for.</summary>
    public string[] AllowedHosts { get; set; } = [];

    /// <summary>Origins whose pages may read; none, or <c>*</c>, is all.</summary>
    public string[] CorsOrigins { get; set; } = [];

    /// <summary>Addresses of proxies whose X-Forwarded headers are believed.</summary>
    public string[] KnownProxies { get; set; } = [];

    /// <summary>Address of the training host, to which <c>/training/…</c> is passed on.</summary>
    [RegularExpression("https?://[^/?#]+", ErrorMessage = "TrainingHost: expected http:// or https:// and a host.")]
    public string TrainingHost { get; set; } = "http://127.0.0.1:5090";

    /// <summary>Whether answers tell how long their stages took.</summary>
    public bool ServerTiming { get; set; } = true;

    /// <summary>Whether plain-text addresses speak HTTP/2 (with prior knowledge) instead of HTTP/1.1.</summary>
    public bool Http2WithoutTls { get; set; }

    /// <summary>Whether models are evaluated at every pixel, whatever a request says.</summary>
    public bool IsExact { get; set; }

    /// <summary>Memory for tiles, MiB.</summary>
    [Range(0, 1 << 20)]
    public int CacheSize { get; set; } = 256;

    /// <summary>Largest body of a request, bytes.</summary>
    [Range(1024, 1 << 30)]
    public long LargestBody { get; set; } = 8 << 20;

    /// <summary>Folder of evaluations whose files were sent; null for artifacts/evaluations, <c>none</c> for no such evaluations. One server uses it at a time.</summary>
    public string? EvaluationFolder { get; set; }

    /// <summary>Largest files of one evaluation together, MiB.</summary>
    [Range(1, 1 << 20)]
    public int LargestEvaluation { get; set; } = 256;

    /// <summary>Disk for files of evaluations that were sent, MiB.</summary>
    [Range(1, 1 << 24)]
    public int EvaluationDisk { get; set; } = 2048;

    /// <summary>Hours for which the results of such evaluations are kept.</summary>
    [Range(0.01, 24 * 365)]
    public double EvaluationHours { get; set; } = 24;

    /// <summary>Most places of one question.</summary>
    [Range(1, 1_000_000)]
    public int MostPoints { get; set; } = 10_000;

    /// <summary>Largest picture that is asked about, bytes of its file.</summary>
    [Range(1024, 1 << 28)]
    public int LargestPicture { get; set; } = 20 << 20;

    /// <summary>Most pixels of such a picture.</summary>
    [Range(1024, 1 << 30)]
    public int MostPicturePixels { get; set; } = 50_000_000;

    /// <summary>Minutes for which the answer to a picture is kept.</summary>
    [Range(1, 7 * 24 * 60)]
    public double QueryMinutes { get; set; } = 60;

    /// <summary>Answers to pictures that are kept at most.</summary>
    [Range(1, 100_000)]
    public int MostQueries { get; set; } = 64;

    /// <summary>Memory for answers to pictures, MiB.</summary>
    [Range(16, 1 << 20)]
    public int QueryMemory { get; set; } = 512;

    /// <summary>Smallest cell of a map that says where a picture was taken, km².</summary>
    [Range(1e-6, 1e7)]
    public double MinimumCellKm2 { get; set; } = MinimumCells.DefaultKm2;

    /// <summary>How far such a map is blurred at least, km; 0 for not at all.</summary>
    [Range(0, 5000)]
    public double BlurKm { get; set; }

    /// <summary>GeoJSON file of regions about which no answer is given; null for none.</summary>
    public string? RefusalZones { get; set; }

    /// <summary>Share of the probability in one of them from which on an answer is refused.</summary>
    [Range(0.001, 1)]
    public double RefusalShare { get; set; } = ReleasePolicy.DefaultRefusalShare;

    /// <summary>File that answers to pictures are logged in; null for artifacts/audit/geolocation.jsonl, <c>none</c> for no log.</summary>
    public string? AuditLog { get; set; }

    /// <summary>Seconds between saying that the server goes away and closing its address.</summary>
    [Range(0, 15)]
    public double DrainSeconds { get; set; } = 0.5;

    /// <summary>Seconds that requests under way have to finish.</summary>
    [Range(1, 600)]
    public double StopSeconds { get; set; } = 20;
}

/// <summary>Checks the ranges without reflection.</summary>
[OptionsValidator]
internal sealed partial class ServerOptionsValidator : IValidateOptions<ServerOptions>;
