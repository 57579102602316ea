using GeoCore.Geodesy;
using GeoCore.Geolocation.Grids;

namespace GeoCore.Tests.Geolocation.Grids;

public class PhotoPartitionTests
{
    private const int Fewest = 20;

    /// <summary>Photographs crowd around a few towns, and some lie anywhere.</summary>
    private static (double[] Longitudes, double[] Latitudes) Photos(int count)
    {
        var random = new Random(11);
        double[] longitudes = new double[count], latitudes = new double[count];
        for (var i = 0; i < count; i++)
        {
            var town = random.Next(12);
            var spread = Math.Pow(10, -2 * random.NextDouble());
            (longitudes[i], latitudes[i]) = random.Next(5) == 0
                ? (360 * random.NextDouble() - 180, 160 * random.NextDouble() - 80)
                : (30 * town - 170 + 8 * spread * random.NextDouble(), 9 * town - 50 + 8 * spread * random.NextDouble());
        }

        return (longitudes, latitudes);
    }

    private static PhotoPartition Build(int most, int maximumLevel = 30, Func<int, int>? order = null)
    {
        var (longitudes, latitudes) = Photos(20_000);
        var permuted = order is null ? Enumerable.Range(0, longitudes.Length) : Enumerable.Range(0, longitudes.Length).OrderBy(order);
        int[] places = [.. permuted];
        return PhotoPartition.Build([.. places.Select(i => longitudes[i])], [.. places.Select(i => latitudes[i])], most, Fewest, maximumLevel: maximumLevel);
    }

    [Fact]
    public void Cells_hold_at_least_the_fewest_and_at_most_the_most_unless_they_are_as_fine_as_allowed()
    {
        const int maximumLevel = 7;
        var partition = Build(300, maximumLevel);
        Assert.All(Enumerable.Range(0, partition.Grid.Count), cell =>
        {
            Assert.True(partition.Photos[cell] >= Fewest);
            Assert.True(partition.Photos[cell] <= 300 || partition.Grid.Cells[cell].Level == maximumLevel);
            Assert.InRange(partition.Grid.Cells[cell].Level, 2, maximumLevel);
        });
        Assert.Contains(partition.Photos, photos => photos > 300);
        Assert.Contains(Build(300).Grid.Cells, cell => cell.Level > maximumLevel);
        Assert.All(Build(300).Photos, photos => Assert.InRange(photos, Fewest, 300));
        Assert.Equal(20_000, partition.Photos.Sum() + partition.Dropped);
        Assert.True(partition.Dropped > 0);
    }

    [Fact]
    public void Counts_and_means_are_those_of_the_photographs_in_the_cells()
    {
        var partition = Build(1000);
        var (longitudes, latitudes) = Photos(20_000);
        var byCell = Enumerable.Range(0, longitudes.Length).ToLookup(i => partition.Grid.CellAt(longitudes[i], latitudes[i]));
        Assert.Equal(partition.Dropped, byCell[-1].Count());
        for (var cell = 0; cell < partition.Grid.Count; cell++)
        {
            Assert.Equal(byCell[cell].Count(), partition.Photos[cell]);
            var sum = byCell[cell].Select(i => UnitVector.Of(longitudes[i], latitudes[i])).Aggregate((a, b) => new UnitVector(a.X + b.X, a.Y + b.Y, a.Z + b.Z));
            var (longitude, latitude) = partition.Means[cell];
            Assert.True(UnitVector.Of(longitude, latitude).AngleTo(UnitVector.Along(sum.X, sum.Y, sum.Z)) < 1e-12);
        }
    }

    [Fact]
    public void Fine_cells_lie_in_coarse_ones_made_from_the_same_photographs()
    {
        PhotoPartition coarse = Build(2000), middle = Build(600), fine = Build(150);
        Assert.True(coarse.Grid.Count < middle.Grid.Count && middle.Grid.Count < fine.Grid.Count);
        foreach (var coarser in new[] { coarse, middle })
        {
            var containing = fine.CellsIn(coarser);
            Assert.All(Enumerable.Range(0, fine.Grid.Count), cell => Assert.True(coarser.Grid.Cells[containing[cell]].Contains(fine.Grid.Cells[cell])));
        }
    }

    [Fact]
    public void The_order_of_the_photographs_changes_nothing()
    {
        PhotoPartition first = Build(300), second = Build(300, order: i => i * 7919 % 20_011);
        Assert.Equal(first.Grid.Cells, second.Grid.Cells);
        Assert.Equal(first.Photos, second.Photos);
        Assert.Equal(first.Means, second.Means);
    }

    [Fact]
    public void Photographs_without_places_or_too_few_are_refused()
    {
        Assert.Throws<ArgumentException>(() => PhotoPartition.Build([1.0], [1.0, 2.0], 5, 1));
        Assert.Throws<ArgumentException>(() => PhotoPartition.Build([1.0], [1.0], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhotoPartition.Build([double.NaN], [1.0], 5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhotoPartition.Build([1.0], [1.0], 0, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => PhotoPartition.Build([1.0], [1.0], 1, 1, 3, 2));
    }
}
