using System.CommandLine;

namespace TileServer.Commands;

/// <summary>What <c>geolocate</c> was told.</summary>
internal sealed record GeolocateRequest(
    string Image, string? Model, string? Sources, string? Rule, string? Prior, double? MinimumCellKm2, double? BlurKm, bool ReadsTruth, string? Out, string? Png, string? GeoJson, int Top, bool IsJson);

/// <summary>The options of <c>geolocate</c>.</summary>
internal sealed class GeolocateOptions
{
    private const int UsualTop = 5;

    private readonly Argument<string> _image = new("IMAGE") { Description = "A JPEG, PNG or WebP picture." };
    private readonly Option<string?> _model = new("--model") { Description = "Name or folder of a model; the first that comes with GeoSuite or was trained here without this.", HelpName = "MODEL" };
    private readonly Option<string?> _sources = new("--sources") { Description = "Weights of the model's sources; 0 switches one off.", HelpName = "NAME:WEIGHT,…" };
    private readonly Option<string?> _rule = new("--rule") { Description = "How sources become one map: loglinear, product, linear or gated, as the model has it.", HelpName = "RULE" };
    private readonly Option<string?> _prior = new("--prior") { Description = "Where pictures are taken at all, as the model has it.", HelpName = "PRIOR" };
    private readonly Option<double?> _cell = new("--min-cell-km2") { Description = "Smallest cell that is told; not below the server's setting.", HelpName = "KM2" };
    private readonly Option<double?> _blur = new("--blur-km") { Description = "How far the map is blurred.", HelpName = "KM" };
    private readonly Option<bool> _truth = new("--exif-truth") { Description = "Compare the answer with the place in the picture's own data; it is not looked at without this." };
    private readonly Option<string?> _out = new("--out") { Description = "Write the probability per km² as a Cloud-Optimized GeoTIFF.", HelpName = "FILE" };
    private readonly Option<string?> _png = new("--png") { Description = "Draw the map with its legend.", HelpName = "FILE" };
    private readonly Option<string?> _geoJson = new("--geojson") { Description = "Write the regions of 50, 80, 90 and 95 % of the probability.", HelpName = "FILE" };
    private readonly Option<int> _top = new("--top") { Description = "Regions that are listed.", DefaultValueFactory = _ => UsualTop, HelpName = "N" };
    private readonly Option<bool> _json = new("--json") { Description = "Write JSON instead of lines for people." };

    internal void AddTo(Command command)
    {
        _image.Validators.Add(CommandLine.RejectUnknownOptions);
        command.Add(_image);
        foreach (var option in new Option[] { _model, _sources, _rule, _prior, _cell, _blur, _truth, _out, _png, _geoJson, _top, _json })
            command.Add(option);
    }

    internal GeolocateRequest Read(ParseResult parsed)
    {
        var (cell, blur, top) = (parsed.GetValue(_cell), parsed.GetValue(_blur), parsed.GetValue(_top));
        if (cell is { } km2 && !(km2 is > 0 and <= 1e7))
            throw new UsageException("--min-cell-km2: an area above 0 and at most 10 000 000 km² is needed.");
        if (blur is { } km && !(km is >= 0 and <= 5000))
            throw new UsageException("--blur-km: a distance of 0 to 5000 km is needed.");
        if (top < 0)
            throw new UsageException("--top: a number of regions is not negative.");
        return new GeolocateRequest(
            parsed.GetRequiredValue(_image), parsed.GetValue(_model), parsed.GetValue(_sources), parsed.GetValue(_rule), parsed.GetValue(_prior), cell, blur, parsed.GetValue(_truth),
            parsed.GetValue(_out), parsed.GetValue(_png), parsed.GetValue(_geoJson), top, parsed.GetValue(_json));
    }
}
