using Benchmarks.Commands;

return await BenchCommandLine.RunAsync(args, Console.Out, Console.Error, CancellationToken.None);
