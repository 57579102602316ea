using System.CommandLine;
using TileServer.Commands;
using TileServer.Hosting;

var root = new RootCommand("GeoSuite's tile server.") { ServeCommand.Create(), InspectCommand.Create(), EvaluateCommand.Create(), GeolocateCommand.Create(LayerSources.OpenLocator, Console.Out), ExportCommand.Create(Console.Out, Console.Error, !Console.IsErrorRedirected) };
return await CommandLine.RunAsync(root, args);
