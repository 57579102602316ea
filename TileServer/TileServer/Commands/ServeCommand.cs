using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Net;
using TileServer.Hosting;
using TileServer.Sources.Styles;

namespace TileServer.Commands;

/// <summary><c>serve [FOLDER…]</c>.</summary>
internal static class ServeCommand
{
    private static readonly Argument<string[]> s_folders = new("FOLDER")
    {
        Description = "Folders of GeoTIFFs and published models, or single ones; without any, the layers that come with GeoSuite and those trained here.",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private static readonly Option<string[]> s_urls = new("--urls")
    {
        Description = "Addresses to listen at, such as http://127.0.0.1:5080 (the usual one); several separated by semicolons.",
        HelpName = "URL",
        AllowMultipleArgumentsPerToken = false,
        CustomParser = ReadUrls,
    };

    private static readonly Option<ConfiguredStyle?> s_colormap = new("--colormap")
    {
        Description = "Colours for all rasters of one band: JSON {\"nodata\": v, \"stops\": [[value, [r, g, b]], …]}, linear between stops.",
        HelpName = "FILE",
        CustomParser = ReadColormap,
    };

    private static readonly Option<ValueRange?> s_rescale = new("--rescale")
    {
        Description = "Values of the first and the last colour for all rasters.",
        HelpName = "MIN,MAX",
        CustomParser = ReadRescale,
    };

    private static readonly Option<int?> s_cacheSize = new("--cache-size") { Description = "Memory for tiles in MiB; 256 is usual, 0 keeps none.", HelpName = "MIB" };

    private static readonly Option<bool> s_exact = new("--exact") { Description = "Evaluate models at every pixel instead of where they change." };

    private static readonly Option<bool> s_noWatch = new("--no-watch") { Description = "Serve what is there at the start, and do not look for layers that appear or change later." };

    private static readonly Option<string?> s_publicBaseUrl = new("--public-base-url") { Description = "Address that clients use, where a proxy stands in front.", HelpName = "URL" };

    private static readonly Option<string?> s_pathBase = new("--path-base") { Description = "Path prefix for everything.", HelpName = "PATH" };

    private static readonly Option<string[]> s_allowedHosts = new("--allowed-hosts") { Description = "Host names besides localhost and those of --urls that links are made for.", HelpName = "HOST", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string[]> s_corsOrigins = new("--cors-origins") { Description = "Origins whose pages may read; all without this.", HelpName = "ORIGIN", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string[]> s_knownProxies = new("--known-proxies") { Description = "Addresses of proxies whose X-Forwarded headers are believed.", HelpName = "IP", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string[]> s_remoteOrigins = new("--remote-origins") { Description = "Other servers, such as https://data.example.org, whose GeoTIFFs mosaics may name; none without this.", HelpName = "ORIGIN", AllowMultipleArgumentsPerToken = true };

    private static readonly Option<string?> s_training = new("--training") { Description = "Address of the training host, http://127.0.0.1:5090 without this; /training/… is passed on to it.", HelpName = "URL" };

    private static readonly Option<bool> s_noServerTiming = new("--no-server-timing") { Description = "Do not tell how long the stages of a tile took." };

    private static readonly Option<bool> s_http2 = new("--http2") { Description = "Speak HTTP/2 without TLS (prior knowledge) instead of HTTP/1.1." };

    internal static Command Create()
    {
        var command = new Command("serve", "Serves map tiles of rasters and published models.")
        {
            s_folders, s_urls, s_colormap, s_rescale, s_cacheSize, s_exact, s_noWatch, s_publicBaseUrl, s_pathBase, s_allowedHosts, s_corsOrigins, s_knownProxies,
            s_remoteOrigins, s_training, s_noServerTiming, s_http2,
        };
        s_folders.Validators.Add(CommandLine.RejectUnknownOptions);
        command.SetAction((parsed, cancellationToken) => Server.RunAsync(Read(parsed), cancellationToken));
        return command;
    }

    private static ServeSettings Read(ParseResult parsed) => new(
        parsed.GetValue(s_folders) ?? [], parsed.GetValue(s_urls) ?? [],
        new ConfiguredStyle(parsed.GetValue(s_colormap)?.Colormap, parsed.GetValue(s_rescale)), parsed.GetValue(s_exact), !parsed.GetValue(s_noWatch),
        options => Configure(options, parsed))
    { RemoteOrigins = parsed.GetValue(s_remoteOrigins) ?? [] };

    /// <summary>Options that were given replace what the configuration says.</summary>
    private static void Configure(ServerOptions options, ParseResult parsed)
    {
        options.CacheSize = parsed.GetValue(s_cacheSize) ?? options.CacheSize;
        options.PublicBaseUrl = parsed.GetValue(s_publicBaseUrl) ?? options.PublicBaseUrl;
        options.PathBase = parsed.GetValue(s_pathBase) ?? options.PathBase;
        options.AllowedHosts = Given(parsed.GetValue(s_allowedHosts), options.AllowedHosts);
        options.CorsOrigins = Given(parsed.GetValue(s_corsOrigins), options.CorsOrigins);
        options.KnownProxies = Given(parsed.GetValue(s_knownProxies), options.KnownProxies);
        options.TrainingHost = parsed.GetValue(s_training)?.TrimEnd('/') ?? options.TrainingHost;
        options.ServerTiming &= !parsed.GetValue(s_noServerTiming);
        options.Http2WithoutTls |= parsed.GetValue(s_http2);
        if (!IsAddress(options.TrainingHost))
            throw new UsageException($"--training: '{options.TrainingHost}' is no address such as http://127.0.0.1:5090.");
        if (options.KnownProxies.FirstOrDefault(proxy => !IPAddress.TryParse(proxy, out _)) is { } wrong)
            throw new UsageException($"--known-proxies: '{wrong}' is no IP address.");
    }

    private static string[] Given(string[]? typed, string[] configured) => typed is { Length: > 0 } ? typed : configured;

    private static string[]? ReadUrls(ArgumentResult result)
    {
        var urls = result.Tokens.SelectMany(token => token.Value.Split([';', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)).ToArray();
        foreach (var url in urls)
        {
            if (!IsAddress(url))
                result.AddError($"--urls: '{url}' is no address such as http://127.0.0.1:5080.");
        }

        return urls;
    }

    private static bool IsAddress(string url)
    {
        if (!url.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && !url.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
            return false;
        try
        {
            var address = BindingAddress.Parse(url);
            return address.Host.Length > 0 && address.Port is >= 0 and <= IPEndPoint.MaxPort && address.PathBase.Length == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static ConfiguredStyle? ReadColormap(ArgumentResult result)
    {
        var path = result.Tokens[0].Value;
        try
        {
            return new ConfiguredStyle(RenderOptionsReader.Read(RenderOptions.Default, "colormap", File.ReadAllText(path)).Colormap);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            result.AddError($"--colormap: {fault.Message}");
        }
        catch (OptionException fault)
        {
            result.AddError($"--colormap: {path}: expected {fault.Expected}");
        }

        return null;
    }

    private static ValueRange? ReadRescale(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var ends = text.Split(',');
        if (ends.Length == 2 && TryNumber(ends[0], out var minimum) && TryNumber(ends[1], out var maximum) && minimum < maximum)
            return new ValueRange(minimum, maximum);
        result.AddError($"--rescale: '{text}' is not MIN,MAX with MIN < MAX.");
        return null;
    }

    private static bool TryNumber(string text, out double number) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
}
