using GeoCore.Raster;
using GeoCore.Raster.NetCdf;

namespace Learners.LocationEncoding.Data.Climate;

/// <summary>Reads gridded variables of a NetCDF file that follows the CF conventions: latitude and longitude are the last two dimensions.</summary>
internal static class ClimateReader
{
    private const int GridDimensions = 2;
    private const int WholeTurn = 360;
    private const int HalfTurn = 180;

    /// <summary>Reads the variables asked for.</summary>
    /// <param name="wanted">File and variables.</param>
    /// <exception cref="RasterException">The file cannot be read or lacks a variable.</exception>
    /// <exception cref="InvalidDataException">A variable does not stand on such a grid, or an index lies outside.</exception>
    internal static ClimateFields Read(ClimateFile wanted)
    {
        using var file = NetCdfFile.Open(wanted.Path);
        var selections = wanted.Selections.Count > 0
            ? wanted.Selections
            : [.. file.Variables.Where(variable => IsGridded(file, variable)).Select(variable => new ClimateSelection(variable.Name, []))];
        if (selections.Count == 0)
        {
            throw new InvalidDataException($"{wanted.Path} has no variable whose last two dimensions are latitude and longitude");
        }

        return selections.Select(selection => ReadOne(file, wanted.Path, selection)).Aggregate((all, next) => all.And(next));
    }

    private static ClimateFields ReadOne(NetCdfFile file, string path, ClimateSelection selection)
    {
        var variable = file.Variable(selection.Name);
        if (!IsGridded(file, variable))
        {
            throw new InvalidDataException($"the last two dimensions of {selection.Name} in {path} are not latitude and longitude");
        }

        var others = variable.Dimensions.Count - GridDimensions;
        if (selection.Leading.Count > others)
        {
            throw new InvalidDataException($"{selection.Name} in {path} has {others} dimensions before latitude, not {selection.Leading.Count}");
        }

        int[] leading = [.. selection.Leading, .. Enumerable.Repeat(0, others - selection.Leading.Count)];
        for (var i = 0; i < others; i++)
        {
            if (leading[i] >= variable.Dimensions[i].Length)
            {
                throw new InvalidDataException($"{variable.Dimensions[i].Name} of {selection.Name} in {path} ends at {variable.Dimensions[i].Length - 1}, before {leading[i]}");
            }
        }

        double[] latitudes = file.Read(file.Variable(variable.Dimensions[^2].Name)), longitudes = file.Read(file.Variable(variable.Dimensions[^1].Name));
        var name = variable.Dimensions.Take(others).All(dimension => dimension.Length == 1) ? variable.Name : $"{variable.Name}[{string.Join(',', leading)}]";
        return new ClimateFields(
            [.. latitudes.SelectMany(_ => longitudes.Select(Wrapped))],
            [.. latitudes.SelectMany(latitude => Enumerable.Repeat(latitude, longitudes.Length))],
            [new ClimateField(name, variable.Texts.GetValueOrDefault("long_name", name), variable.Texts.GetValueOrDefault("units", string.Empty), file.Read(variable, leading))]);
    }

    private static bool IsGridded(NetCdfFile file, NetCdfVariable variable) =>
        variable.Dimensions.Count >= GridDimensions && variable.Type != NetCdfType.Char
        && IsAxis(file, variable.Dimensions[^2].Name, "degrees_north", "degree_north", "latitude", "lat")
        && IsAxis(file, variable.Dimensions[^1].Name, "degrees_east", "degree_east", "longitude", "lon");

    private static bool IsAxis(NetCdfFile file, string name, string units, string unit, string longName, string shortName) =>
        file.Variables.FirstOrDefault(axis => axis.Name == name && axis.Dimensions.Count == 1) is { } found
        && (found.Texts.GetValueOrDefault("units") is { } given ? given == units || given == unit : name == longName || name == shortName);

    // 0 to 360, as archives of weather centres count, becomes −180 to 180
    private static double Wrapped(double longitude) => longitude - WholeTurn * Math.Floor((longitude + HalfTurn) / WholeTurn);
}
