using System.CommandLine;
using TileServer.Commands;

var root = new RootCommand("GeoSuite's tile server.") { ServeCommand.Create(), InspectCommand.Create(), EvaluateCommand.Create() };
return await CommandLine.RunAsync(root, args);
