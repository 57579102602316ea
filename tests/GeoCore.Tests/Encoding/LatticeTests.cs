using GeoCore.Artifacts;
using GeoCore.Encoding;
using GeoCore.Encoding.Lattice;
using GeoCore.Encoding.Networks;
using GeoCore.Encoding.Positional;
using GeoCore.Tiling;

namespace GeoCore.Tests.Encoding;

public sealed class LatticeTests
{
    private const double Step = 1.0 / 255;

    /// <summary>Tiles that hold north, south, equator and dateline from the whole Earth to the deepest zoom.</summary>
    private static readonly TileIndex[] s_tiles =
        [.. from z in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 9, 12, 15, 18 } from place in Corners(z) select place];

    public static TheoryData<string> Networks => ["smooth", "rough", "saturated", "classes", "regression", "wrap"];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Adaptive_tiles_are_within_one_step_of_the_exact_ones(string name)
    {
        var encoder = Encoder(name);
        foreach (var tile in s_tiles)
        {
            var grid = TileMatrixSets.WebMercatorQuad.GetGrid(tile, 64);
            Assert.True(LargestError(encoder, grid, out var changed) <= Step, $"{name} {tile}");
            Assert.Equal(0, changed);
        }
    }

    [Theory]
    [InlineData("smooth")]
    [InlineData("rough")]
    [InlineData("classes")]
    public void From_zoom_six_on_few_places_are_evaluated(string name)
    {
        var encoder = Encoder(name);
        foreach (var tile in s_tiles.Where(tile => tile.Z >= 6))
        {
            var grid = TileMatrixSets.WebMercatorQuad.GetGrid(tile, 256);
            var report = encoder.EvaluateLattice(grid, new float[grid.PixelCount * encoder.OutputCount], new LatticeOptions(), TestContext.Current.CancellationToken);
            Assert.InRange(report.Evaluated, 81, grid.PixelCount / 20);
        }
    }

    [Theory]
    [InlineData("rough", 2)]
    [InlineData("rough", 4)]
    [InlineData("classes", 4)]
    [InlineData("wrap", 3)]
    public void A_pixel_has_the_same_bits_in_every_window_and_with_any_number_of_threads(string name, int zoom)
    {
        var encoder = Encoder(name);
        var tile = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(zoom, (1 << zoom) / 2, (1 << zoom) / 3), 128);
        var whole = Adaptive(encoder, tile);
        Assert.Equal(whole, Adaptive(encoder, tile, threads: 3));
        foreach (var (x, y, width, height) in new[] { (0, 0, 64, 64), (64, 0, 64, 128), (17, 100, 90, 9), (127, 127, 1, 1), (-40, -30, 200, 190) })
        {
            var window = Adaptive(encoder, tile with { Column = tile.Column + x, Row = tile.Row + y, Width = width, Height = height });
            for (var row = Math.Max(0, y); row < Math.Min(128, y + height); row++)
            {
                for (var i = Math.Max(0, x) * encoder.OutputCount; i < Math.Min(128, x + width) * encoder.OutputCount; i++)
                {
                    Assert.Equal(whole[(row * 128 * encoder.OutputCount) + i], window[((((row - y) * width) - x) * encoder.OutputCount) + i]);
                }
            }
        }
    }

    [Fact]
    public void A_window_larger_than_working_memory_is_put_together_without_seams()
    {
        var encoder = RandomNetworks.Harmonic(6, 8, 1, 2, 3);
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(6, 30, 20), 256) with { Width = 1100, Height = 1030 };
        var whole = Adaptive(encoder, grid);
        var corner = Adaptive(encoder, grid with { Column = grid.Column + 1000, Row = grid.Row + 1000, Width = 100, Height = 30 });
        for (var row = 0; row < 30; row++)
        {
            Assert.Equal(corner[(row * 200)..((row + 1) * 200)], whole[((((1000 + row) * 1100) + 1000) * 2)..((((1000 + row) * 1100) + 1100) * 2)]);
        }
    }

    [Fact]
    public void Exact_evaluation_is_that_of_a_grid()
    {
        var encoder = Encoder("classes");
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(3, 5, 2), 32);
        double[] longitudes = new double[32], latitudes = new double[32];
        grid.GetSeparableCentres(longitudes, latitudes);
        var logits = new float[1024 * encoder.OutputCount];
        var report = encoder.EvaluateLattice(grid, logits, new LatticeOptions { Exact = true }, TestContext.Current.CancellationToken);
        Assert.Equal(GridTests.Grid(encoder, longitudes, latitudes), logits);
        Assert.Equal(new LatticeReport(1024, 1024), report);
    }

    [Fact]
    public void Degrees_reach_both_poles_and_what_is_beyond_stands_on_them()
    {
        var encoder = Encoder("rough");
        foreach (var row in new[] { 0, 3 })
        {
            var grid = TileMatrixSets.WorldCrs84Quad.GetGrid(new TileIndex(2, 3, row), 64);
            Assert.True(LargestError(encoder, grid, out _) <= Step);
            Assert.DoesNotContain(float.NaN, Adaptive(encoder, grid with { Row = grid.Row - 20, Height = 100 }));
        }
    }

    [Fact]
    public void Polar_lattices_are_within_one_step_of_their_places_one_by_one()
    {
        var encoder = Encoder("rough");
        var set = TileMatrixSets.UpsArcticWgs84Quad;
        foreach (var tile in new[] { new TileIndex(0, 0, 0), new TileIndex(3, 4, 3), new TileIndex(7, 60, 70) })
        {
            var grid = set.GetGrid(tile, 64);
            var adaptive = Adaptive(encoder, grid);
            double[] longitudes = new double[64], latitudes = new double[64];
            var exact = new float[64];
            for (var row = 0; row < 64; row++)
            {
                grid.GetRowCentres(row, longitudes, latitudes);
                encoder.Evaluate(longitudes, latitudes, exact, TestContext.Current.CancellationToken);
                for (var column = 0; column < 64; column++)
                {
                    Assert.Equal(Logistic(exact[column]), Logistic(adaptive[(row * 64) + column]), Step);
                }
            }
        }
    }

    [Fact]
    public void A_published_encoder_is_within_one_step_of_its_exact_tiles()
    {
        var folder = Directory.GetParent(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "GeoSuite.sln")))
        {
            folder = folder.Parent;
        }

        var published = folder is null ? string.Empty : Path.Combine(folder.FullName, "Learners", "Published");
        Assert.SkipUnless(Directory.Exists(published), "no encoder is published");
        foreach (var encoder in Directory.GetDirectories(published).Where(path => ArtifactFormat.Of(path) == ArtifactCard.CurrentFormat).Select(path => LocationEncoderArtifact.Load(path).Encoder))
        {
            foreach (var tile in s_tiles.Where(tile => tile.Z >= 2))
            {
                Assert.True(LargestError(encoder, TileMatrixSets.WebMercatorQuad.GetGrid(tile, 64), out var changed) <= Step, tile.ToString());
                Assert.Equal(0, changed);
            }
        }
    }

    [Fact]
    public void Options_that_make_no_sense_are_refused()
    {
        var encoder = Encoder("smooth");
        var grid = TileMatrixSets.WebMercatorQuad.GetGrid(new TileIndex(0, 0, 0), 8);
        var token = TestContext.Current.CancellationToken;
        Assert.Throws<ArgumentException>(() => encoder.EvaluateLattice(grid, new float[64], new LatticeOptions { Tolerance = double.NaN }, token));
        Assert.Throws<ArgumentException>(() => encoder.EvaluateLattice(grid, new float[63], new LatticeOptions(), token));
        Assert.Throws<ArgumentOutOfRangeException>(() => encoder.EvaluateLattice(grid, new float[64], new LatticeOptions { Parallelism = 0 }, token));
    }

    private static LocationEncoder Encoder(string name) => name switch
    {
        "smooth" => RandomNetworks.Harmonic(40, 64, 3, 1, 1),
        "rough" => RandomNetworks.Harmonic(30, 48, 3, 1, 2, gain: 2.5),
        "saturated" => RandomNetworks.Harmonic(20, 32, 2, 1, 3, gain: 6),
        "classes" => RandomNetworks.Harmonic(20, 40, 2, 7, 4, gain: 2),
        "regression" => new LocationEncoder(
            new GeoCore.Encoding.Harmonics.SphericalHarmonics(24), RandomNetworks.Build(RandomNetworks.Siren(576, 40, 2, 2), 5, 1.5), OutputKind.Regression),
        _ => new LocationEncoder(
            PositionalEncodings.Create(new PositionalEncodingOptions { Name = PositionalEncodings.Wrap }),
            RandomNetworks.Build(new NetworkShape(NetworkShape.Siren, 4, 24, 2, 1), 6), OutputKind.Binary),
    };

    private static IEnumerable<TileIndex> Corners(int z)
    {
        var last = (1 << z) - 1;
        return new[] { new TileIndex(z, last / 2, last / 3), new(z, last, last / 2), new(z, last / 5, last), new(z, last * 2 / 3, last / 7) }.Distinct();
    }

    private static float[] Adaptive(LocationEncoder encoder, PixelGrid grid, int threads = 1)
    {
        var logits = new float[grid.PixelCount * encoder.OutputCount];
        encoder.EvaluateLattice(grid, logits, new LatticeOptions { Parallelism = threads });
        return logits;
    }

    private static double LargestError(LocationEncoder encoder, PixelGrid grid, out int changed)
    {
        var exact = new float[grid.PixelCount * encoder.OutputCount];
        encoder.EvaluateLattice(grid, exact, new LatticeOptions { Exact = true });
        var adaptive = Adaptive(encoder, grid);
        var largest = 0.0;
        changed = 0;
        for (var i = 0; i < exact.Length; i += encoder.OutputCount)
        {
            double[] a = Outputs(encoder, exact.AsSpan(i, encoder.OutputCount)), b = Outputs(encoder, adaptive.AsSpan(i, encoder.OutputCount));
            largest = Math.Max(largest, a.Zip(b).Max(pair => Math.Abs(pair.First - pair.Second)));
            changed += encoder.Kind == OutputKind.Categorical && Array.IndexOf(a, a.Max()) != Array.IndexOf(b, b.Max()) ? 1 : 0;
        }

        return largest;
    }

    private static double[] Outputs(LocationEncoder encoder, ReadOnlySpan<float> logits)
    {
        double[] values = [.. logits.ToArray().Select(logit => (double)logit)];
        if (encoder.Kind == OutputKind.Binary)
            return [Logistic(values[0])];
        if (encoder.Kind == OutputKind.Regression)
            return values;
        var sum = values.Sum(Math.Exp);
        return [.. values.Select(value => Math.Exp(value) / sum)];
    }

    private static double Logistic(double logit) => 1 / (1 + Math.Exp(-logit));
}
