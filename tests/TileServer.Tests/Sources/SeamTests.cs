using GeoCore.Raster;
using GeoCore.Tests.Imaging;
using GeoCore.Tiling;
using TileServer.Sources.Layers;
using TileServer.Sources.Styles;
using TileServer.Sources.Tiles;

namespace TileServer.Tests.Sources;

/// <summary>Four tiles are the four quarters of one picture (T-05), at zooms below, at and above the native one.</summary>
public sealed class SeamTests
{
    private const int Edge = 256;

    private static readonly string?[] s_resamplings = [null, "nearest", "bilinear", "cubic", "lanczos", "average", "mode"];

    private readonly TileRenderer _renderer = new(TileEncoders.Default, TimeProvider.System);

    public static TheoryData<string, string?, int, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, string?, int, int, int>();
            foreach (var name in PipelineLayers.Names)
            {
                foreach (var resampling in IsEncoder(name) ? [null] : s_resamplings)
                {
                    // the native zoom of 720 columns is 2: the blocks begin at the top left, in the middle and at the far edge
                    cases.Add(name, resampling, 1, 0, 0);
                    cases.Add(name, resampling, 2, 1, 1);
                    cases.Add(name, resampling, 3, 6, 3);
                    cases.Add(name, resampling, 5, 15, 12);
                }
            }

            return cases;
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Four_tiles_are_the_quarters_of_one_picture(string name, string? resampling, int z, int x, int y)
    {
        using var layer = PipelineLayers.Create(name);
        var options = resampling is null
            ? RenderOptions.Default
            : RenderOptionsReader.Read(RenderOptions.Default, "resampling", resampling);
        var whole = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(z, x, y), Edge) with { Width = 2 * Edge, Height = 2 * Edge };
        var bigValues = new NpyFile(Render(layer, whole, options, TileFormat.Npy));
        var bigColors = DecodedImage.Read(Render(layer, whole, options, TileFormat.Png));
        for (var quarter = 0; quarter < 4; quarter++)
        {
            var (right, down) = (quarter % 2, quarter / 2);
            var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(z, x + right, y + down), Edge);
            var values = new NpyFile(Render(layer, grid, options, TileFormat.Npy));
            Assert.Equal(bigValues.Type, values.Type);
            for (var plane = 0; plane < values.Shape[0]; plane++)
            {
                if (values.Type == "<f4")
                    AssertSame(Quarter(bigValues.Plane<uint>(plane), right, down), values.Plane<uint>(plane));
                else
                    AssertSame(Quarter(bigValues.Plane<byte>(plane), right, down), values.Plane<byte>(plane));
            }

            AssertSame(Quarter(bigColors.Pixels, right, down), DecodedImage.Read(Render(layer, grid, options, TileFormat.Png)).Pixels);
        }
    }

    [Fact]
    public void Odd_windows_agree_with_the_tiles_they_cut()
    {
        using var layer = PipelineLayers.Create("holes");
        var tile = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(4, 7, 6), Edge);
        var window = tile with { Column = tile.Column + 17, Row = tile.Row + 200, Width = 33, Height = 41 };
        var all = Values(layer, tile);
        var cut = Values(layer, window);
        for (var row = 0; row < window.Height; row++)
        {
            for (var column = 0; column < window.Width; column++)
                Assert.Equal(all.Band(0)[((row + 200) * Edge) + column + 17], cut.Band(0)[(row * window.Width) + column]);
        }
    }

    private static PixelBuffer<float> Values(Layer layer, PixelGrid grid)
    {
        // rows 200 to 240 of the tile are inside it
        var values = new PixelBuffer<float>(1, grid.Width, grid.Height);
        layer.Render(grid, RenderOptions.Default, values, CancellationToken.None);
        return values;
    }

    private byte[] Render(Layer layer, PixelGrid grid, RenderOptions options, TileFormat format) =>
        _renderer.Render(layer, grid, options, format, TestContext.Current.CancellationToken).Tile.Body;

    private static bool IsEncoder(string name) => name is "binary" or "categorical";

    private static void AssertSame<T>(T[] expected, T[] actual)
        where T : unmanaged, IEquatable<T>
    {
        var common = expected.AsSpan().CommonPrefixLength(actual);
        Assert.True(common == expected.Length, $"pixel {common % Edge}, {common / Edge} differs");
    }

    private static T[] Quarter<T>(T[] whole, int right, int down)
    {
        var part = new T[Edge * Edge];
        for (var row = 0; row < Edge; row++)
            whole.AsSpan((((down * Edge) + row) * 2 * Edge) + (right * Edge), Edge).CopyTo(part.AsSpan(row * Edge));
        return part;
    }
}
