using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using NetTopologySuite.Geometries;
using NetTopologySuite.Index.Strtree;

namespace GeoCore.Raster.Mosaics;

/// <summary>Many rasters of one reference system as one: a rule says which value counts where they overlap.</summary>
/// <remarks>
/// Its cells are as fine as the finest raster's. A cell takes the value of the cell of a raster that holds its middle, of the level that is nearest in size and not coarser: rasters on one grid keep their values to the bit.
/// </remarks>
public sealed class MosaicRaster : IRasterSource
{
    private const int Block = 512;
    private const int MostOpen = 64;
    private const int MostCells = 1 << 30;

    /// <summary>Two sizes that differ by less count as equal.</summary>
    private const double SizeTolerance = 1.001;

    private readonly RasterInfo[] _infos;
    private readonly OpenMembers _open;
    private readonly MosaicRule _rule;
    private readonly STRtree<int> _tree = new();
    private readonly int[] _rank;

    /// <summary>Opens a mosaic. Every raster is opened once, and closed again.</summary>
    /// <param name="members">The rasters, at least one.</param>
    /// <param name="rule">Which value counts.</param>
    /// <exception cref="RasterException">A raster cannot be opened, or does not fit the first.</exception>
    public MosaicRaster(IReadOnlyList<MosaicMember> members, MosaicRule rule)
    {
        ArgumentNullException.ThrowIfNull(members);
        if (members.Count == 0)
            throw new RasterException("A mosaic needs at least one raster.");
        _rule = rule;
        _infos = new RasterInfo[members.Count];
        var faults = new RasterException?[members.Count];
        Parallel.For(0, members.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, i =>
        {
            try
            {
                using var source = members[i].Open();
                _infos[i] = source.Info;
            }
            catch (RasterException fault)
            {
                faults[i] = new RasterException($"{members[i].Name}: {fault.Message}", fault);
            }
        });
        if (faults.FirstOrDefault(fault => fault is not null) is { } first)
            throw first;
        _open = new OpenMembers(members, MostOpen);
        Info = InfoOf(members, _infos, rule);
        for (var i = 0; i < _infos.Length; i++)
            _tree.Insert(_infos[i].Envelope, i);
        _tree.Build();

        // the first in this order is asked first
        int[] order = rule switch
        {
            MosaicRule.Last => [.. Enumerable.Range(0, members.Count).Reverse()],
            MosaicRule.Newest => [.. Enumerable.Range(0, members.Count).OrderByDescending(i => members[i].Time)],
            _ => [.. Enumerable.Range(0, members.Count)],
        };
        _rank = new int[order.Length];
        for (var i = 0; i < order.Length; i++)
            _rank[order[i]] = i;
    }

    /// <inheritdoc/>
    public RasterInfo Info { get; }

    /// <inheritdoc/>
    public void Read(RasterWindow window, int band, Span<float> cells) => Read<float>(window, band, cells);

    /// <inheritdoc/>
    public void Read(RasterWindow window, int band, Span<double> cells) => Read<double>(window, band, cells);

    /// <inheritdoc/>
    public void Dispose() => _open.Dispose();

    private void Read<T>(RasterWindow window, int band, Span<T> cells)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var level = Info.Levels[window.Level];
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)window.Column, (uint)(level.Width - window.Width), nameof(window));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)window.Row, (uint)(level.Height - window.Height), nameof(window));
        cells = cells[..(window.Width * window.Height)];
        cells.Fill(T.NaN);
        var grid = new MosaicWindow(Info, window);
        var counts = _rule == MosaicRule.Mean ? new int[cells.Length] : [];
        foreach (var index in _tree.Query(grid.Box).OrderBy(index => _rank[index]))
        {
            if (_rule is MosaicRule.First or MosaicRule.Last or MosaicRule.Newest && !HasGap<T>(cells))
                break;
            Add(index, band, grid, cells, counts);
        }

        for (var i = 0; i < counts.Length; i++)
            cells[i] = counts[i] > 1 ? cells[i] / T.CreateTruncating(counts[i]) : cells[i];
    }

    private void Add<T>(int index, int band, in MosaicWindow grid, Span<T> cells, int[] counts)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        var info = _infos[index];
        var level = LevelOf(info, grid);
        var part = grid.Over(info, level);
        if (part.IsEmpty)
            return;
        var source = part.Source;
        var opened = _open.Take(index);
        var rented = ArrayPool<T>.Shared.Rent(source.Width * source.Height);
        try
        {
            var values = rented.AsSpan(0, source.Width * source.Height);
            if (typeof(T) == typeof(float))
                opened.Source.Read(source, band, MemoryMarshal.Cast<T, float>(values));
            else
                opened.Source.Read(source, band, MemoryMarshal.Cast<T, double>(values));
            for (var row = 0; row < part.Rows.Length; row++)
            {
                var from = values[(part.Rows[row] * source.Width)..];
                var place = ((part.FirstRow + row) * grid.Width) + part.FirstColumn;
                for (var column = 0; column < part.Columns.Length; column++)
                    Combine(from[part.Columns[column]], cells, counts, place + column);
            }
        }
        finally
        {
            ArrayPool<T>.Shared.Return(rented);
            _open.Return(opened);
        }
    }

    private void Combine<T>(T value, Span<T> cells, int[] counts, int place)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.IsNaN(value))
            return;
        ref var cell = ref cells[place];
        if (T.IsNaN(cell))
        {
            cell = value;
            if (counts.Length > 0)
                counts[place] = 1;
            return;
        }

        switch (_rule)
        {
            case MosaicRule.Highest:
                cell = T.Max(cell, value);
                break;
            case MosaicRule.Lowest:
                cell = T.Min(cell, value);
                break;
            case MosaicRule.Mean:
                cell += value;
                counts[place]++;
                break;
            default:
                break;
        }
    }

    /// <summary>The level that is nearest in size to the mosaic's and not coarser.</summary>
    private static int LevelOf(RasterInfo info, in MosaicWindow grid)
    {
        for (var level = info.Levels.Count - 1; level > 0; level--)
        {
            if (info.Envelope.Width / info.Levels[level].Width <= grid.CellWidth * SizeTolerance && info.Envelope.Height / info.Levels[level].Height <= grid.CellHeight * SizeTolerance)
                return level;
        }

        return 0;
    }

    private static bool HasGap<T>(ReadOnlySpan<T> cells)
        where T : IFloatingPointIeee754<T>
    {
        foreach (var cell in cells)
        {
            if (T.IsNaN(cell))
                return true;
        }

        return false;
    }

    private static RasterInfo InfoOf(IReadOnlyList<MosaicMember> members, RasterInfo[] infos, MosaicRule rule)
    {
        var first = infos[0];
        var box = new Envelope();
        double width = double.PositiveInfinity, height = double.PositiveInfinity;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        digest.AppendData([(byte)rule]);
        for (var i = 0; i < infos.Length; i++)
        {
            if (infos[i].Crs.Identifier != first.Crs.Identifier)
                throw new RasterException($"{members[i].Name} is in {infos[i].Crs}, and {members[0].Name} in {first.Crs}: a mosaic has one reference system.");
            if (infos[i].Bands.Count != first.Bands.Count)
                throw new RasterException($"{members[i].Name} has {infos[i].Bands.Count} bands, and {members[0].Name} {first.Bands.Count}.");
            box.ExpandToInclude(infos[i].Envelope);
            width = Math.Min(width, infos[i].Envelope.Width / infos[i].Levels[0].Width);
            height = Math.Min(height, infos[i].Envelope.Height / infos[i].Levels[0].Height);
            digest.AppendData(System.Text.Encoding.UTF8.GetBytes($"{infos[i].Digest} {(rule == MosaicRule.Newest ? members[i].Time.UtcTicks : i)}|"));
        }

        // a rounding is no further cell
        const double rounding = 1e-6;
        var (columns, rows) = (Math.Ceiling((box.Width / width) - rounding), Math.Ceiling((box.Height / height) - rounding));
        if (columns > MostCells || rows > MostCells)
            throw new RasterException($"The mosaic would have {columns:F0} × {rows:F0} cells.");
        var levels = new List<RasterLevel> { new((int)columns, (int)rows, Block, Block) };
        while (levels[^1].Width > Block || levels[^1].Height > Block)
            levels.Add(new RasterLevel((levels[^1].Width + 1) / 2, (levels[^1].Height + 1) / 2, Block, Block));
        var envelope = new Envelope(box.MinX, box.MinX + (columns * width), box.MaxY - (rows * height), box.MaxY);
        var bands = first.Bands.Select((band, i) => band with { DataType = TypeOf(infos, i, rule), NoData = rule == MosaicRule.Mean ? null : band.NoData });
        return new RasterInfo(first.Crs, envelope, levels, [.. bands], Convert.ToHexStringLower(digest.GetHashAndReset()));
    }

    /// <summary>The type of all rasters, or one that holds them all; means are no whole numbers.</summary>
    private static RasterDataType TypeOf(RasterInfo[] infos, int band, MosaicRule rule)
    {
        var type = infos[0].Bands[band].DataType;
        return rule != MosaicRule.Mean && infos.All(info => info.Bands[band].DataType == type) ? type
            : infos.Any(info => info.Bands[band].DataType is RasterDataType.Float64 or RasterDataType.Int32 or RasterDataType.UInt32) ? RasterDataType.Float64 : RasterDataType.Float32;
    }
}
