using System.Buffers;
using System.Runtime.CompilerServices;

namespace GeoCore.Raster.Expressions;

/// <summary>A formula over the bands of a raster, such as <c>(b1-b2)/(b1+b2)</c>; <c>;</c> separates the planes of its result.</summary>
/// <remarks>
/// <c>+ - * / % ^</c>, comparisons (1 or 0), <c>&amp; | !</c>, <c>where(c,a,b)</c>, <c>min max abs sqrt log log10 exp clamp(x,low,high) isnodata</c>.
/// Numbers are of single precision. What is computed from nodata is nodata, and so is what is no finite number; only <c>isnodata</c> and the
/// branch that <c>where</c> does not take look past it.
/// </remarks>
public sealed class BandExpression
{
    /// <summary>Characters of a text.</summary>
    public const int LongestText = 512;

    /// <summary>Operations of all planes together.</summary>
    public const int MostOperations = 64;

    /// <summary>Largest number of a band.</summary>
    public const int MostBands = 64;

    /// <summary>Values that go through all steps before the next: what the stack holds stays in the nearest cache.</summary>
    private const int Block = 256;

    private readonly ExpressionStep[][] _planes;
    private readonly int _deepest;

    private BandExpression(string text, IReadOnlyList<int> bands, ExpressionStep[][] planes)
    {
        (Text, Bands, _planes) = (text, bands, planes);
        Planes = [.. text.Split(';')];
        foreach (var steps in planes)
        {
            var depth = 0;
            foreach (var step in steps)
            {
                depth += 1 - step.Operands;

                // the result of a step is written before its operands are forgotten
                _deepest = Math.Max(_deepest, depth + step.Operands);
            }
        }
    }

    /// <summary>The formula without blanks.</summary>
    public string Text { get; }

    /// <summary>The formula of each plane.</summary>
    public IReadOnlyList<string> Planes { get; }

    /// <summary>Numbers of the bands it needs, from 1, ascending; none in a formula of numbers.</summary>
    public IReadOnlyList<int> Bands { get; }

    /// <summary>Reads a formula.</summary>
    /// <param name="text">At most <see cref="LongestText"/> characters.</param>
    /// <exception cref="ExpressionException">It is none; says where.</exception>
    public static BandExpression Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > LongestText)
            throw new ExpressionException($"there are more than {LongestText} characters", LongestText);
        var bands = new List<int>();
        var planes = new ExpressionParser(text, bands).Read();
        int[] sorted = [.. bands.Order()];
        var places = bands.Select(band => Array.IndexOf(sorted, band)).ToArray();
        return new BandExpression(
            text.Replace(" ", "", StringComparison.Ordinal), sorted,
            [.. planes.Select(steps => steps.Select(step => step.Operation == ExpressionOperation.Band ? step with { Band = places[step.Band] } : step).ToArray())]);
    }

    /// <summary>Computes all planes.</summary>
    /// <param name="bands">One plane for each of <see cref="Bands"/>, NaN being nodata.</param>
    /// <param name="results">Receives one plane for each of <see cref="Planes"/>, of the same size.</param>
    /// <exception cref="ArgumentException">The numbers of planes or their sizes do not fit.</exception>
    public void Evaluate(PixelBuffer<float> bands, PixelBuffer<float> results)
    {
        ArgumentNullException.ThrowIfNull(bands);
        ArgumentNullException.ThrowIfNull(results);
        if (bands.BandCount < Bands.Count || results.BandCount != Planes.Count || (Bands.Count > 0 && (bands.Width != results.Width || bands.Height != results.Height)))
            throw new ArgumentException($"{Planes.Count} planes from {Bands.Count} bands are needed.", nameof(results));
        var stack = ArrayPool<float>.Shared.Rent(Math.Max(_deepest, 1) * Block);
        try
        {
            for (var plane = 0; plane < Planes.Count; plane++)
            {
                var result = results.Band(plane);
                for (var first = 0; first < result.Length; first += Block)
                    Run(_planes[plane], bands, first, stack, result[first..Math.Min(first + Block, result.Length)]);
            }
        }
        finally
        {
            ArrayPool<float>.Shared.Return(stack);
        }
    }

    /// <summary>Computes one plane at one place, without vectors.</summary>
    /// <param name="plane">Plane, from 0.</param>
    /// <param name="bands">A value for each of <see cref="Bands"/>.</param>
    internal float EvaluateScalar(int plane, ReadOnlySpan<float> bands)
    {
        var stack = new Stack<float>();
        foreach (var step in _planes[plane])
        {
            var c = step.Operands > 2 ? stack.Pop() : 0;
            var b = step.Operands > 1 ? stack.Pop() : 0;
            var a = step.Operands > 0 ? stack.Pop() : 0;
            stack.Push(step.Operation switch
            {
                ExpressionOperation.Band => bands[step.Band],
                ExpressionOperation.Number => step.Number,
                _ when step.Operands == 1 => ExpressionScalar.Apply(step.Operation, a),
                _ when step.Operands == 2 => ExpressionScalar.Apply(step.Operation, a, b),
                _ => ExpressionScalar.Apply(step.Operation, a, b, c),
            });
        }

        var result = stack.Pop();
        return float.IsFinite(result) ? result : float.NaN;
    }

    private static void Run(ExpressionStep[] steps, PixelBuffer<float> bands, int first, float[] stack, Span<float> result)
    {
        var depth = 0;
        var length = result.Length;
        foreach (var step in steps)
        {
            depth -= step.Operands;
            var a = At(stack, depth, length);
            switch (step.Operands)
            {
                case 1:
                    ExpressionKernel.Apply(step.Operation, a, a);
                    break;
                case 2:
                    ExpressionKernel.Apply(step.Operation, a, At(stack, depth + 1, length), a);
                    break;
                case 3:
                    ExpressionKernel.Apply(step.Operation, a, At(stack, depth + 1, length), At(stack, depth + 2, length), a);
                    break;
                default:
                    if (step.Operation == ExpressionOperation.Band)
                        bands.Band(step.Band).Slice(first, length).CopyTo(a);
                    else
                        a.Fill(step.Number);
                    break;
            }

            depth++;
        }

        var top = At(stack, 0, length);
        for (var i = 0; i < length; i++)
            result[i] = float.IsFinite(top[i]) ? top[i] : float.NaN;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<float> At(float[] stack, int place, int length) => stack.AsSpan(place * Block, length);
}
