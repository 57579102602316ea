using RasterData.Generator.Commands;

var home = Environment.GetEnvironmentVariable("GEOSUITE_HOME") is { Length: > 0 } folder ? folder : Environment.CurrentDirectory;
return RasterDataCommandLine.Run(args, Console.Out, Console.Error, home);
