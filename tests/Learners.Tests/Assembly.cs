// torch has one generator of random numbers per process: tests that seed it must not run side by side
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]
