using System.Runtime.InteropServices;
using GeoCore.Geolocation.Models;
using GeoCore.Imaging;
using Learners.Geolocation.Data.Overhead;
using Learners.Torch.Training;
using static TorchSharp.torch;

namespace Learners.Geolocation.Data;

/// <summary>Batches of prepared pictures with what is to be said about them.</summary>
/// <remarks>
/// A row of targets: longitude, latitude, the picture's number among the training pictures or −1, then one class a head, −1 where it is unknown.
/// Pictures are learnt from with other colours and a little nearer; never mirrored or turned, since north is up and shadows fall one way. Where a frozen network has seen them, they
/// are what it said, unchanged.
/// </remarks>
internal sealed class PictureFeed : IFeed
{
    /// <summary>Columns before the classes.</summary>
    internal const int PlaceColumns = 3;

    private readonly PictureSet _pictures;
    private readonly PicturePreparation _preparation;
    private readonly int[][] _classes;
    private readonly long? _seed;
    private readonly double _jitter;
    private readonly (ScalarType Type, Device Device) _place;

    /// <summary>Takes pictures.</summary>
    /// <param name="pictures">The pictures.</param>
    /// <param name="preparation">What is done to each.</param>
    /// <param name="classes">[heads][pictures].</param>
    /// <param name="seed">Fresh pictures are drawn and changed for ever from it; null gives all once as they are.</param>
    /// <param name="jitter">How much colours and frames change, 0 to 1.</param>
    /// <param name="type">float32 or float64.</param>
    /// <param name="device">Where the network lives.</param>
    internal PictureFeed(
        PictureSet pictures, PicturePreparation preparation, int[][] classes, long? seed, double jitter, ScalarType type, Device device)
    {
        (_pictures, _preparation, _classes, _seed, _jitter) = (pictures, preparation, classes, seed, jitter);
        _place = (type, device);
    }

    /// <inheritdoc/>
    public long? Count => _seed is null ? _pictures.Count : null;

    /// <inheritdoc/>
    public int CountAt(long stepIndex, int size) =>
        _seed is null ? (int)Math.Clamp(_pictures.Count - stepIndex * size, 0, size) : size;

    /// <inheritdoc/>
    public Batch Draw(long stepIndex, int size)
    {
        var count = CountAt(stepIndex, size);
        var columns = PlaceColumns + _classes.Length;
        var length = _pictures.EmbeddingWidth ?? _preparation.Length;
        long[] shape = _pictures.EmbeddingWidth is null ? [count, Picture.Channels, _preparation.Height, _preparation.Width] : [count, length];
        Tensor pictures = empty(shape, ScalarType.Float32), said = empty([count, columns], ScalarType.Float32);
        Span<float> inputs = Numbers(pictures), targets = Numbers(said);
        var random = _seed is { } seed ? new Random(HashCode(seed, stepIndex)) : null;
        for (var i = 0; i < count; i++)
        {
            var number = random?.Next(_pictures.Count) ?? (int)(stepIndex * size) + i;
            var input = inputs.Slice(i * length, length);
            if (_pictures.Embeddings is { } embeddings)
            {
                embeddings[number].CopyTo(input);
            }
            else if (random is null)
            {
                _preparation.Write(_pictures.Pictures[number], input);
            }
            else
            {
                _preparation.Write(Frame(_pictures.Pictures[number], random), input);
                Recolour(input, random);
            }

            var row = targets.Slice(i * columns, columns);
            (row[0], row[1], row[2]) = ((float)_pictures.Longitudes[number], (float)_pictures.Latitudes[number], random is null ? -1 : number);
            for (var head = 0; head < _classes.Length; head++)
            {
                row[PlaceColumns + head] = _classes[head][number];
            }
        }

        return new Batch(pictures.to_type(_place.Type).to(_place.Device), said.to(_place.Device), null);
    }

    // written where they lie: a batch is no work for the collector
    private static Span<float> Numbers(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    // mixes the seed and the step so that neighbouring steps share nothing
    private static int HashCode(long seed, long step)
    {
        var mixed = unchecked(((ulong)seed * 0x9E3779B97F4A7C15UL) ^ (((ulong)step + 1) * 0xC2B2AE3D27D4EB4FUL));
        mixed = unchecked((mixed ^ (mixed >> 31)) * 0xBF58476D1CE4E5B9UL);
        return (int)(mixed >> 33);
    }

    private Picture Frame(Picture picture, Random random)
    {
        var most = (int)(_jitter * picture.Width / 8);
        var cut = most > 0 ? random.Next(most + 1) : 0;
        return cut == 0 || picture.Height <= cut
            ? picture
            : PictureWindow.Of(picture, random.Next(cut + 1), random.Next(cut + 1), picture.Width - cut, picture.Height - cut);
    }

    // contrast and brightness of all channels together, then of each a little, then grey mixed in
    private void Recolour(Span<float> input, Random random)
    {
        double Even() => 2 * random.NextDouble() - 1;
        var length = input.Length / Picture.Channels;
        double contrast = Math.Exp(0.35 * _jitter * Even()), brightness = 0.4 * _jitter * Even(), grey = 0.5 * _jitter * random.NextDouble();
        Span<float> gains = stackalloc float[Picture.Channels], offsets = stackalloc float[Picture.Channels];
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            gains[channel] = (float)(contrast * Math.Exp(0.15 * _jitter * Even()));
            offsets[channel] = (float)(brightness + 0.2 * _jitter * Even());
        }

        for (var i = 0; i < length; i++)
        {
            float red = input[i], green = input[length + i], blue = input[2 * length + i];
            var mean = (float)grey * (red + green + blue) / 3;
            var rest = 1 - (float)grey;
            input[i] = gains[0] * (rest * red + mean) + offsets[0];
            input[length + i] = gains[1] * (rest * green + mean) + offsets[1];
            input[2 * length + i] = gains[2] * (rest * blue + mean) + offsets[2];
        }
    }
}
