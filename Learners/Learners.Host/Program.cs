using GeoCore.Gdal;
using Learners.Host.Commands;

return await LearnersCommandLine.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, GdalRaster.Open, CancellationToken.None);
