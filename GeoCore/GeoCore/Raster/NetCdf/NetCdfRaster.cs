using GeoCore.Geodesy;
using NetTopologySuite.Geometries;

namespace GeoCore.Raster.NetCdf;

/// <summary>A variable of a classic NetCDF file over evenly spaced longitudes and latitudes, as a raster of one level: its first record, north up.</summary>
public sealed class NetCdfRaster : IRasterSource
{
    private const double LeastRegular = 1e-3;
    private readonly NetCdfFile _file;
    private readonly NetCdfVariable _variable;
    private readonly Lock _lock = new();
    private readonly bool _isNorthFirst;

    private NetCdfRaster(NetCdfFile file, NetCdfVariable variable, RasterInfo info, bool isNorthFirst) =>
        (_file, _variable, Info, _isNorthFirst) = (file, variable, info, isNorthFirst);

    /// <inheritdoc/>
    public RasterInfo Info { get; }

    /// <summary>Opens a variable.</summary>
    /// <param name="path">The file.</param>
    /// <param name="name">The variable; null for the first over longitudes and latitudes.</param>
    /// <exception cref="RasterException">The file is none, has no such variable, or its coordinates are no even grid of the Earth.</exception>
    public static NetCdfRaster Open(string path, string? name = null)
    {
        var file = NetCdfFile.Open(path);
        try
        {
            var variable = name is not null ? file.Variable(name) : file.Variables.FirstOrDefault(candidate => IsMap(file, candidate))
                ?? throw new RasterException($"{path} has no variable over latitudes and longitudes.");
            if (!IsMap(file, variable))
                throw new RasterException($"'{variable.Name}' of {path} does not end in latitudes and longitudes that have coordinates of their own.");
            double[] latitudes = Axis(file, variable.Dimensions[^2].Name, path), longitudes = Axis(file, variable.Dimensions[^1].Name, path);
            double down = Step(latitudes), across = Step(longitudes);
            var envelope = new Envelope(
                longitudes[0] - across / 2, longitudes[^1] + across / 2, Math.Min(latitudes[0], latitudes[^1]) - Math.Abs(down) / 2, Math.Max(latitudes[0], latitudes[^1]) + Math.Abs(down) / 2);
            var band = new RasterBand(variable.Name, RasterDataType.Float32, null, BandColor.Undefined, variable.Texts.GetValueOrDefault("units"), 1, 0, null, null);
            var entry = new FileInfo(path);
            var info = new RasterInfo(
                Crs84.Instance, envelope, [new RasterLevel(longitudes.Length, latitudes.Length, longitudes.Length, 1)], [band], $"{entry.Length}-{entry.LastWriteTimeUtc.Ticks}-{variable.Name}");
            return new NetCdfRaster(file, variable, info, down < 0);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Read(RasterWindow window, int band, Span<float> cells)
    {
        for (var y = 0; y < window.Height; y++)
        {
            var row = Row(window, band, y);
            for (var x = 0; x < window.Width; x++)
            {
                cells[y * window.Width + x] = (float)row[window.Column + x];
            }
        }
    }

    /// <inheritdoc/>
    public void Read(RasterWindow window, int band, Span<double> cells)
    {
        for (var y = 0; y < window.Height; y++)
        {
            Row(window, band, y).AsSpan(window.Column, window.Width).CopyTo(cells[(y * window.Width)..]);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private double[] Row(RasterWindow window, int band, int y)
    {
        var level = Info.Levels[0];
        ArgumentOutOfRangeException.ThrowIfNotEqual(band, 0);
        ArgumentOutOfRangeException.ThrowIfNotEqual(window.Level, 0, nameof(window));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(window.Column + window.Width, level.Width, nameof(window));
        var row = window.Row + y;
        var leading = new int[_variable.Dimensions.Count - 1];
        leading[^1] = _isNorthFirst ? row : level.Height - 1 - row;
        lock (_lock)
        {
            return _file.Read(_variable, leading);
        }
    }

    private static bool IsMap(NetCdfFile file, NetCdfVariable variable) => variable.Dimensions.Count >= 2
        && variable.Type != NetCdfType.Char
        && variable.Dimensions.SkipLast(2).All(dimension => dimension.Length > 0)
        && IsAxis(file, variable.Dimensions[^2], "degrees_north", "lat") && IsAxis(file, variable.Dimensions[^1], "degrees_east", "lon");

    private static bool IsAxis(NetCdfFile file, NetCdfDimension dimension, string unit, string word) =>
        file.Variables.FirstOrDefault(variable => variable.Name == dimension.Name) is { Dimensions.Count: 1, Type: not NetCdfType.Char } axis
        && (axis.Texts.GetValueOrDefault("units") == unit || dimension.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase));

    private static double[] Axis(NetCdfFile file, string name, string path)
    {
        var values = file.Read(file.Variable(name));
        var step = values.Length > 1 ? Step(values) : double.NaN;
        var isEven = step != 0 && Enumerable.Range(0, values.Length).All(i => Math.Abs(values[0] + i * step - values[i]) <= LeastRegular * Math.Abs(step) * values.Length);
        return isEven && (step > 0 || name.StartsWith("lat", StringComparison.OrdinalIgnoreCase))
            ? values
            : throw new RasterException($"The coordinates '{name}' of {path} are not evenly spaced.");
    }

    private static double Step(double[] axis) => (axis[^1] - axis[0]) / (axis.Length - 1);
}
