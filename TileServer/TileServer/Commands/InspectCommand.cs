using System.CommandLine;

namespace TileServer.Commands;

/// <summary><c>inspect FILE</c>.</summary>
internal static class InspectCommand
{
    private static readonly Argument<string> s_file = new("FILE") { Description = "A GeoTIFF, or the folder of a published model." };

    private static readonly Option<bool> s_json = new("--json") { Description = "Write JSON instead of lines for people." };

    internal static Command Create()
    {
        var command = new Command("inspect", "Describes a raster or a published model.") { s_file, s_json };
        s_file.Validators.Add(CommandLine.RejectUnknownOptions);
        command.SetAction(parsed => Inspection.Run(parsed.GetRequiredValue(s_file), parsed.GetValue(s_json)));
        return command;
    }
}
