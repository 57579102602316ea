using GeoCore.Geolocation.Grids;
using Learners.Geolocation.Data.Overhead;

namespace Learners.Geolocation.Data;

/// <summary>The classes that heads learn: cells of partitions from fine to coarse, then attributes.</summary>
internal sealed class PlaceClasses
{
    /// <summary>Cells are divided to this level of S2 in any case.</summary>
    internal const int LeastLevel = 1;

    /// <summary>Cells of this level are not divided any more.</summary>
    internal const int MostLevel = 8;

    private static readonly int[] s_times = [1, 3, 9];

    private readonly OverheadData _data;

    /// <summary>Divides the Earth by the training pictures.</summary>
    /// <param name="data">Pictures and attributes.</param>
    /// <param name="mostOfFine">Pictures of a fine cell at most; middle cells take 3, coarse ones 9 times as many.</param>
    /// <param name="fewest">Cells with fewer are no class.</param>
    internal PlaceClasses(OverheadData data, int mostOfFine, int fewest)
    {
        _data = data;
        Limits = [.. s_times.Select(times => (times * mostOfFine, fewest))];
        Partitions =
        [
            .. Limits.Select(limit => PhotoPartition.Build(
                data.Training.Longitudes, data.Training.Latitudes, limit.Most, limit.Fewest, LeastLevel, MostLevel)),
        ];
    }

    /// <summary>Pictures of a cell of each partition at most, and at least.</summary>
    internal IReadOnlyList<(int Most, int Fewest)> Limits { get; }

    /// <summary>Partitions, the finest first.</summary>
    internal IReadOnlyList<PhotoPartition> Partitions { get; }

    /// <summary>Classes of each head.</summary>
    internal IReadOnlyList<int> Counts => [.. Partitions.Select(partition => partition.Grid.Count), .. _data.Attributes.Select(attribute => attribute.Labels.Count)];

    /// <summary>The classes of pictures.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <returns>[heads][pictures], −1 where unknown.</returns>
    internal int[][] Of(PictureSet pictures) =>
    [
        .. Partitions.Select(partition => Each(pictures, partition.Grid.CellAt)),
        .. _data.Attributes.Select(attribute => Each(pictures, (longitude, latitude) => attribute.ClassOf[_data.Grid.CellAt(longitude, latitude)])),
    ];

    private static int[] Each(PictureSet pictures, Func<double, double, int> classAt) =>
        [.. pictures.Longitudes.Zip(pictures.Latitudes, classAt)];
}
