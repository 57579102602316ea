using System.Globalization;
using GeoCore.Imaging;
using GeoCore.Raster;
using TileServer.Sources.Styles;

namespace TileServer.Sources.Layers;

/// <summary>What the bands of a raster are for: which are shown where nothing is asked for, and what whole numbers stand for.</summary>
internal sealed class RasterBandChoice
{
    private readonly RasterInfo _info;

    internal RasterBandChoice(RasterInfo info, string? unit)
    {
        _info = info;
        All = [.. info.Bands.Select((band, index) => new LayerBand(index + 1, band.Name, unit ?? band.Unit, TypeOf(band), band.NoData))];
        int[] rgb = [IndexOf(BandColor.Red), IndexOf(BandColor.Green), IndexOf(BandColor.Blue)];
        IsRgb = rgb.All(index => index >= 0 && info.Bands[index].DataType == RasterDataType.Byte);
        var first = Math.Max(All.FindIndex(band => info.Bands[band.Number - 1].Color != BandColor.Alpha), 0);
        Default = IsRgb ? [.. rgb.Select(index => All[index])] : [All[first]];
        Classes = IsRgb ? null : ClassesOf(info.Bands[Default[0].Number - 1]);
    }

    internal List<LayerBand> All { get; }

    internal IReadOnlyList<LayerBand> Default { get; }

    internal bool IsRgb { get; }

    /// <summary>Classes of the default band; null where its values are amounts.</summary>
    internal IReadOnlyList<ScaleClass>? Classes { get; }

    internal IReadOnlyList<LayerBand> Select(IReadOnlyList<int> numbers)
    {
        if (numbers.Count == 0)
            return Default;
        var bands = new LayerBand[numbers.Count];
        for (var i = 0; i < bands.Length; i++)
        {
            bands[i] = numbers[i] >= 1 && numbers[i] <= All.Count
                ? All[numbers[i] - 1]
                : throw new OptionException("bidx", numbers[i].ToString(CultureInfo.InvariantCulture), $"1 to {All.Count}");
        }

        return bands;
    }

    internal string? LabelOf(LayerBand band, double value)
    {
        if (band.Number == Default[0].Number && Classes is not null)
        {
            foreach (var known in Classes)
            {
                if (known.Value == value)
                    return known.Label;
            }
        }

        return null;
    }

    private int IndexOf(BandColor color)
    {
        for (var i = 0; i < _info.Bands.Count; i++)
        {
            if (_info.Bands[i].Color == color)
                return i;
        }

        return -1;
    }

    /// <summary>Scaled whole numbers are not whole any more.</summary>
    private static RasterDataType TypeOf(RasterBand band) =>
        (band.Scale == 1 && band.Offset == 0) || band.DataType == RasterDataType.Float64 ? band.DataType : RasterDataType.Float32;

    /// <summary>Where names are given, only what is named; else every colour but that of nodata.</summary>
    private static List<ScaleClass>? ClassesOf(RasterBand band)
    {
        if (band.Palette is not { Count: > 0 } palette)
            return null;
        var classes = new List<ScaleClass>();
        for (var value = 0; value < palette.Count; value++)
        {
            var name = band.CategoryNames is { } names && value < names.Count ? names[value] : null;
            if (band.NoData != value && (band.CategoryNames is null || !string.IsNullOrEmpty(name)))
                classes.Add(new ScaleClass(value, palette[value], string.IsNullOrEmpty(name) ? value.ToString(CultureInfo.InvariantCulture) : name));
        }

        return classes.Count > 0 ? classes : null;
    }
}
