using System.Text.Json;
using Learners.LocationEncoding.Losses;
using TorchSharp;
using static TorchSharp.torch;

namespace Learners.Tests.LocationEncoding;

/// <summary>The golden losses belong to a linear model: logits = W · [longitude, latitude].</summary>
public class PlaceLossesTests
{
    private static readonly JsonElement s_golden = Golden.Read("losses.json");

    [Fact]
    public void The_binary_loss_equals_the_reference() => Check("binary_cross_entropy_with_logits", () =>
        PlaceLosses.Binary(Logits("W1", "lonlat"), tensor(s_golden.GetProperty("labels_binary").Numbers())));

    [Fact]
    public void The_categorical_loss_equals_the_reference() => Check("cross_entropy", () =>
        PlaceLosses.Categorical(Logits("W", "lonlat"), tensor(s_golden.GetProperty("labels").Integers())));

    [Fact]
    public void The_squared_error_equals_the_reference() => Check("mse", () =>
        PlaceLosses.SquaredError(Logits("W1", "lonlat"), tensor(s_golden.GetProperty("labels_binary").Numbers()).unsqueeze(1)));

    [Fact]
    public void The_presence_only_loss_equals_the_reference() => Check("presence_only_full_loss_weight2048", () =>
        PlaceLosses.PresenceOnly(Logits("W", "lonlat"), Logits("W", "random_lonlat"), tensor(s_golden.GetProperty("labels").Integers())));

    [Fact]
    public void Weights_of_one_change_nothing_and_a_weight_of_two_counts_twice()
    {
        using var scope = NewDisposeScope();
        var logits = Logits("W", "lonlat");
        var targets = tensor(s_golden.GetProperty("labels").Integers());
        var plain = PlaceLosses.Categorical(logits, targets).ToDouble();
        var each = nn.functional.cross_entropy(logits, targets, reduction: nn.Reduction.None).data<double>().ToArray();

        Assert.Equal(plain, PlaceLosses.Categorical(logits, targets, ones(4, ScalarType.Float64)).ToDouble(), 14);
        Assert.Equal(
            (2 * each[0] + each[1] + each[2] + each[3]) / 4,
            PlaceLosses.Categorical(logits, targets, tensor(new[] { 2.0, 1, 1, 1 })).ToDouble(),
            14);
        Assert.Equal(
            PlaceLosses.Binary(Logits("W1", "lonlat"), tensor(new[] { 1.0, 0, 1, 0 })).ToDouble(),
            PlaceLosses.Binary(Logits("W1", "lonlat"), tensor(new[] { 1.0, 0, 1, 0 }), ones(4, ScalarType.Float64)).ToDouble(),
            14);
    }

    private static void Check(string name, Func<Tensor> loss)
    {
        using var scope = NewDisposeScope();
        var expected = s_golden.GetProperty(name).GetDouble();
        Assert.Equal(expected, loss().ToDouble(), expected * 1e-12);
    }

    private static Tensor Logits(string weights, string places) =>
        tensor(s_golden.GetProperty(places).Flat()).reshape(-1, 2).matmul(tensor(s_golden.GetProperty(weights).Flat()).reshape(-1, 2).t());
}
