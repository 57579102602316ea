using Microsoft.Extensions.Time.Testing;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

public sealed class RenderGateTests
{
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private RenderGate Gate(int width, int queue) => new(width, queue, TimeSpan.FromSeconds(15), _time);

    [Fact]
    public async Task As_many_enter_as_the_gate_is_wide_and_the_next_waits()
    {
        var gate = Gate(2, 4);
        await gate.EnterAsync(Token);
        await gate.EnterAsync(Token);
        var third = gate.EnterAsync(Token);
        Assert.False(third.IsCompleted);
        Assert.Equal((2, 1), (gate.Active, gate.Waiting));
        gate.Leave();
        await third;
        Assert.Equal((2, 0), (gate.Active, gate.Waiting));
        gate.Leave();
        gate.Leave();
        Assert.Equal(0, gate.Active);
    }

    [Fact]
    public async Task A_full_queue_refuses()
    {
        var gate = Gate(1, 1);
        await gate.EnterAsync(Token);
        var waiting = gate.EnterAsync(Token);
        await Assert.ThrowsAsync<OverloadedException>(() => gate.EnterAsync(Token));
        gate.Leave();
        await waiting;
    }

    [Fact]
    public async Task A_wait_that_is_too_long_ends_and_frees_the_place_in_the_queue()
    {
        var gate = Gate(1, 1);
        await gate.EnterAsync(Token);
        var waiting = gate.EnterAsync(Token);
        _time.Advance(TimeSpan.FromSeconds(16));
        await Assert.ThrowsAsync<OverloadedException>(() => waiting);
        Assert.Equal(0, gate.Waiting);
        gate.Leave();
        Assert.Equal(0, gate.Active);
    }

    [Fact]
    public async Task Who_gives_up_leaves_the_queue()
    {
        var gate = Gate(1, 4);
        await gate.EnterAsync(Token);
        using var giveUp = new CancellationTokenSource();
        var waiting = gate.EnterAsync(giveUp.Token);
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        Assert.Equal((1, 0), (gate.Active, gate.Waiting));
    }

    [Fact]
    public async Task A_short_queue_is_served_in_order_and_a_long_one_from_its_end()
    {
        var gate = Gate(1, 4);
        await gate.EnterAsync(Token);
        var waiting = Enumerable.Range(0, 4).Select(_ => gate.EnterAsync(Token)).ToArray();
        var order = new List<int>();
        for (var served = 0; served < 4; served++)
        {
            gate.Leave();
            var next = await Task.WhenAny(waiting.Where((_, index) => !order.Contains(index))).WaitAsync(TimeSpan.FromSeconds(30), Token);
            order.Add(Array.IndexOf(waiting, next));
        }

        // 4 and 3 wait: more than half of 4, so the newest; then the oldest first
        Assert.Equal([3, 2, 0, 1], order);
    }
}
