namespace GeoCore.Imaging;

/// <summary>The steps of a <see cref="StopsScale"/>: step s has one colour for the values from Starts[s] up to Starts[s + 1].</summary>
/// <param name="Stops">The stops.</param>
/// <param name="Segments">Between each stop and the next.</param>
/// <param name="Starts">Ascending from −∞, and behind the last step NaN, which no value reaches.</param>
/// <param name="Entries">Entry s + 1 is the colour of step s.</param>
internal sealed record StopsTable(ColorStop[] Stops, StopSegment[] Segments, float[] Starts, uint[] Entries)
{
    internal static StopsTable Build(IReadOnlyList<ColorStop> stops)
    {
        ArgumentNullException.ThrowIfNull(stops);
        Check(stops);
        var starts = new List<float> { float.NegativeInfinity };
        var entries = new List<uint> { PackedColor.Transparent, stops[0].Color };
        var segments = new StopSegment[stops.Count - 1];
        for (var i = 0; i < segments.Length; i++)
        {
            var first = starts.Count - 1;
            foreach (var change in Changes(stops[i], stops[i + 1]))
            {
                starts.Add(change);
                entries.Add(ColorAt(stops[i], stops[i + 1], change));
            }

            segments[i] = new StopSegment(First(stops[i]), First(stops[i + 1]), starts, first);
        }

        starts.Add(float.NaN);
        return new StopsTable([.. stops], segments, [.. starts], [.. entries]);
    }

    /// <summary>The definition: every channel mixed in double precision and rounded.</summary>
    internal static uint ColorAt(ColorStop from, ColorStop to, double value) =>
        PackedColor.Mix(from.Color, to.Color, Amount(from, to, value));

    private static double Amount(ColorStop from, ColorStop to, double value) =>
        Math.Clamp((value - from.Value) / (to.Value - from.Value), 0, 1);

    /// <summary>The smallest single-precision numbers of a segment at which any channel changes, ascending.</summary>
    private static SortedSet<float> Changes(ColorStop from, ColorStop to)
    {
        var changes = new SortedSet<float>();
        for (var shift = 0; shift < 32; shift += 8)
        {
            int start = (byte)(from.Color >> shift), end = (byte)(to.Color >> shift);
            var direction = Math.Sign(end - start);
            for (var channel = start; channel != end; channel += direction)
            {
                // ordered whole numbers stand for the floats, so halving the interval ends after 32 steps whatever the magnitude
                int low = Order(First(from)), high = Order(First(to));
                while (low < high)
                {
                    var middle = (int)(((long)low + high) >> 1);
                    var mixed = PackedColor.MixChannel(start, end, Amount(from, to, Number(middle)));
                    if ((mixed - channel) * direction > 0)
                        high = middle;
                    else
                        low = middle + 1;
                }

                changes.Add(Number(low));
            }
        }

        return changes;
    }

    /// <summary>The smallest single-precision number that is not below the stop.</summary>
    private static float First(ColorStop stop)
    {
        var nearest = (float)stop.Value;
        return nearest < stop.Value ? MathF.BitIncrement(nearest) : nearest;
    }

    private static int Order(float number)
    {
        var bits = BitConverter.SingleToInt32Bits(number);
        return bits >= 0 ? bits : int.MinValue - bits;
    }

    private static float Number(int order) => BitConverter.Int32BitsToSingle(order >= 0 ? order : int.MinValue - order);

    private static void Check(IReadOnlyList<ColorStop> stops)
    {
        if (stops.Count < 2)
            throw new ColormapException($"'stops' needs two or more stops, not {stops.Count}.");
        for (var i = 0; i < stops.Count; i++)
        {
            if (!float.IsFinite((float)stops[i].Value))
                throw new ColormapException($"'stops[{i}][0]' is not a finite number.");
            if (i > 0 && !((float)stops[i].Value > (float)stops[i - 1].Value))
                throw new ColormapException($"'stops[{i}][0]' is not above the value of the stop before it.");
        }
    }
}
