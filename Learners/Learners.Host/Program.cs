using GeoCore.Gdal;
using Learners.Host.Commands;
using Learners.Host.Native;
using Learners.Torch.Training;

try
{
    TorchLibraries.Load(Environment.GetEnvironmentVariable(TorchLibraries.Variable));
}
catch (TrainingException problem)
{
    await Console.Error.WriteLineAsync("geosuite: " + problem.Message);
    return 1;
}

return await LearnersCommandLine.RunAsync(args, Console.Out, Console.Error, TimeProvider.System, GdalRaster.Open, CancellationToken.None);
