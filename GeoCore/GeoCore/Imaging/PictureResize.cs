using System.Numerics;
using System.Numerics.Tensors;

namespace GeoCore.Imaging;

/// <summary>Resizes a picture with antialiasing: first along columns, a whole row at a time in vectors, then along the row that came out.</summary>
internal static class PictureResize
{
    /// <summary>Makes the rows of a resized part of a picture.</summary>
    /// <param name="picture">The picture.</param>
    /// <param name="across">Along rows.</param>
    /// <param name="down">Along columns.</param>
    /// <param name="receive">Takes each row: its number and red, green, blue of its pixels, 0 to 255, a little beyond where the kernel overshoots.</param>
    /// <param name="cancellationToken">Looked at once per row.</param>
    public static void Rows(Picture picture, ResizeAxis across, ResizeAxis down, Action<int, float[]> receive, CancellationToken cancellationToken)
    {
        var length = picture.Width * Picture.Channels;
        var sum = new float[length];
        var converted = new float[length];
        var result = new float[across.Count * Picture.Channels];
        for (var y = 0; y < down.Count; y++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Array.Clear(sum);
            var weights = down.Weights(y);
            for (var i = 0; i < weights.Length; i++)
            {
                if (weights[i] == 0)
                    continue;
                ToSingle(picture.Row(down.First(y) + i), converted);
                TensorPrimitives.MultiplyAdd(converted, weights[i], sum, sum);
            }

            Along(sum, across, result);
            receive(y, result);
        }
    }

    private static void Along(float[] row, ResizeAxis across, float[] result)
    {
        for (var x = 0; x < across.Count; x++)
        {
            var weights = across.Weights(x);
            var at = across.First(x) * Picture.Channels;
            float red = 0, green = 0, blue = 0;
            foreach (var weight in weights)
            {
                red += weight * row[at];
                green += weight * row[at + 1];
                blue += weight * row[at + 2];
                at += Picture.Channels;
            }

            result[Picture.Channels * x] = red;
            result[(Picture.Channels * x) + 1] = green;
            result[(Picture.Channels * x) + 2] = blue;
        }
    }

    /// <summary>Bytes as floats, sixteen or more at a time; the rest one by one.</summary>
    internal static void ToSingle(ReadOnlySpan<byte> bytes, Span<float> values)
    {
        var i = 0;
        var step = Vector<float>.Count;
        for (; i <= bytes.Length - Vector<byte>.Count; i += Vector<byte>.Count)
        {
            Vector.Widen(new Vector<byte>(bytes[i..]), out var lower, out var upper);
            Vector.Widen(lower, out var first, out var second);
            Vector.Widen(upper, out var third, out var fourth);
            Vector.ConvertToSingle(first).CopyTo(values[i..]);
            Vector.ConvertToSingle(second).CopyTo(values[(i + step)..]);
            Vector.ConvertToSingle(third).CopyTo(values[(i + (2 * step))..]);
            Vector.ConvertToSingle(fourth).CopyTo(values[(i + (3 * step))..]);
        }

        for (; i < bytes.Length; i++)
        {
            values[i] = bytes[i];
        }
    }
}
