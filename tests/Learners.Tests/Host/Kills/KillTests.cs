using Learners.Contracts;

namespace Learners.Tests.Host.Kills;

public sealed class KillTests : IDisposable
{
    private const int Kills = 20;
    private const string Job =
        """{"learner":"location-encoder","preset":"smoke","name":"cut","device":"cpu","settings":{"steps":8000,"checkpoint-every":20}}""";

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task Trainers_and_hosts_killed_at_random_moments_leave_the_weights_of_a_run_that_nothing_disturbed()
    {
        using var undisturbed = HostProcess.Start(
            "train", "location-encoder", "--preset", "smoke", "--device", "cpu", "--out", _folder.File("whole"), "--set", "steps=8000", "--set", "checkpoint-every=20");
        var whole = undisturbed.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        var moments = new Random(20);
        var host = await HostProcess.StartAsync(_folder);
        try
        {
            var id = (await host.SubmitAsync(Job)).Id;
            for (var kills = 0; kills < Kills;)
            {
                await host.UntilAsync(id, job => job.State == JobState.Running);
                await Task.Delay(TimeSpan.FromMilliseconds(moments.Next(900)), TimeProvider.System, TestContext.Current.CancellationToken);
                if (moments.Next(2) == 0)
                {
                    await host.KillAsync();
                    host.Dispose();
                    host = await HostProcess.StartAsync(_folder);
                    kills++;
                }
                else
                {
                    var trainers = host.Trainers(); // none for a moment after a kill
                    trainers.ToList().ForEach(trainer => trainer.Kill());
                    kills += trainers.Count;
                }
            }

            var ended = await host.UntilAsync(id, job => job.State.IsFinal());
            Assert.True(ended.State == JobState.Succeeded, ended.Error);
            Assert.InRange(ended.Attempt, (Kills / 2) + 1, Kills + 1); // a host may be killed before it has started the next trainer
        }
        finally
        {
            host.Dispose();
        }

        Assert.NotEmpty(await whole);
        foreach (var name in new[] { "weights.safetensors", "probe.json" })
        {
            Assert.Equal(await Bytes($"whole/{name}"), await Bytes($"models/cut/{name}"));
        }
    }

    [Fact]
    public async Task A_job_that_was_accepted_is_there_after_any_kill()
    {
        var accepted = new List<string>();
        var host = await HostProcess.StartAsync(_folder);
        try
        {
            accepted.Add((await host.SubmitAsync("""{"learner":"location-encoder","preset":"smoke","settings":{"steps":1000000}}""")).Id);
            for (var round = 0; round < 4; round++)
            {
                for (var one = 0; one < 3; one++)
                {
                    accepted.Add((await host.SubmitAsync("""{"learner":"location-encoder","preset":"smoke","dependsOn":["1"]}""")).Id);
                }

                await host.KillAsync(); // at once after the answer
                host.Dispose();
                host = await HostProcess.StartAsync(_folder);
                var jobs = (await host.ListAsync()).ToDictionary(job => job.Id, job => job.State);
                Assert.Equal(accepted.Order(StringComparer.Ordinal), jobs.Keys.Order(StringComparer.Ordinal));
                Assert.All(accepted.Skip(1), id => Assert.Equal(JobState.Waiting, jobs[id]));
            }
        }
        finally
        {
            host.Dispose();
        }
    }

    [Fact]
    public async Task A_second_host_of_the_same_folder_says_so_and_ends()
    {
        using var host = await HostProcess.StartAsync(_folder);
        using var second = HostProcess.Start("host", "--urls", "http://127.0.0.1:0", "--folder", _folder.File("host"));

        var said = await second.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await second.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal((1, $"geosuite: another training host uses {_folder.File("host")}"), (second.ExitCode, said.Trim()));
    }

    public void Dispose() => _folder.Dispose();

    private Task<byte[]> Bytes(string name) => File.ReadAllBytesAsync(_folder.File(name), TestContext.Current.CancellationToken);
}
