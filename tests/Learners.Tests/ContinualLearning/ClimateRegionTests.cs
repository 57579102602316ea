using Learners.ContinualLearning.Data.Regions;

namespace Learners.Tests.ContinualLearning;

public class ClimateRegionTests
{
    [Fact]
    public void Regions_are_tasks_of_land_whose_features_are_left_as_they_are()
    {
        // one place of ten is sea
        var tasks = ClimateRegions.Of((longitudes, latitudes) => [.. latitudes.Select((latitude, i) => i % 10 == 0 ? -1 : (int)Math.Min(4, Math.Abs(latitude) / 15))]);

        Assert.Equal(ClimateRegions.Names, tasks.Tasks.Select(task => task.Name));
        Assert.All(tasks.Tasks, task => Assert.Equal((500, 120, 300), (task.Training.Count, task.Validation.Count, task.Test.Count)));
        Assert.Same(tasks, tasks.Standardised());
        Assert.All(tasks.Tasks, task => Assert.InRange(task.Training.Labels.Distinct().Count(), 2, 5));
    }

    [Fact]
    public void A_map_without_land_is_refused() =>
        Assert.Throws<InvalidDataException>(() => ClimateRegions.Of((longitudes, _) => [.. longitudes.Select(_ => -1)]));

    [Fact]
    public void The_shipped_map_of_climates_gives_the_groups()
    {
        var tasks = ClimateRegions.Open(Checkout.Root, TestContext.Current.CancellationToken);

        // Europe has hardly any tropics, Africa hardly any ice
        Assert.InRange(tasks.Tasks[0].Training.Labels.Count(label => label == 0), 0, 5);
        Assert.InRange(tasks.Tasks[1].Training.Labels.Count(label => label == 4), 0, 25);
    }
}
