using System.Globalization;
using System.Text;
using TileServer.Geolocation;

namespace TileServer.Commands;

/// <summary>The answer to a picture as lines for people.</summary>
internal static class GeolocateText
{
    private const int MostClasses = 3;

    internal static string Of(GeolocationDocument answer)
    {
        var text = new StringBuilder();
        Line(text, $"{answer.Model.Title} ({answer.Model.Id}), {answer.Rule}, prior {answer.Prior}, {answer.Grid.Cells:N0} cells");
        Line(text, $"{string.Join(", ", answer.Uncertainty.Areas.Select(area => string.Create(CultureInfo.InvariantCulture, $"{100 * area.Mass:0.#} % on {area.AreaKm2:N0} km²")))}");
        Line(text, $"");
        Line(text, $"{"region",6}  {"mass",6}  {"area km²",12}  {"peak",18}");
        foreach (var region in answer.Regions)
            Line(text, $"{region.Rank,6}  {region.Mass,6:0.000}  {region.AreaKm2,12:N0}  {region.Peak[0],8:0.00}, {region.Peak[1],8:0.00}");
        Line(text, $"");
        Line(text, $"{"source",-24}  {"weight",6}  {"nats",7}  {"half of its mass on km²",24}");
        foreach (var source in answer.Sources)
            Line(text, $"{source.Name,-24}  {source.Weight,6:0.##}  {source.ContributionNats,7:0.00}  {source.AreaKm2,24:N0}");
        foreach (var attribute in answer.Attributes)
            Line(text, $"{attribute.Title}: {string.Join(", ", attribute.Classes.OrderByDescending(one => one.Probability).Take(MostClasses).Select(one => string.Create(CultureInfo.InvariantCulture, $"{one.Label} {one.Probability:0.00}")))}");
        if (answer.Truth is { } truth)
            Line(text, $"truth {truth.Lon:0.0000}, {truth.Lat:0.0000}: {truth.SearchedAreaKm2:N0} km² would have been searched before it");
        foreach (var notice in answer.Notices)
            Line(text, $"{notice}");
        return text.ToString().TrimEnd();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
