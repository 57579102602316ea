using RasterData.Generator.Layers;
using SkiaSharp;

namespace RasterData.Generator.Imagery;

/// <summary>Pictures of the whole Earth in plate carrée.</summary>
public static class WorldPicture
{
    /// <summary>Red, green and blue of each pixel.</summary>
    /// <param name="path">A JPEG or PNG file, twice as wide as high.</param>
    /// <exception cref="InvalidDataException">The file is no such picture.</exception>
    public static (WorldGrid Grid, IReadOnlyList<float[]> Bands) Read(string path)
    {
        using var codec = SKCodec.Create(path) ?? throw new InvalidDataException($"{path} is not a picture.");
        var info = new SKImageInfo(codec.Info.Width, codec.Info.Height, SKColorType.Rgba8888, SKAlphaType.Unpremul);
        using var bitmap = new SKBitmap(info);
        if (codec.GetPixels(info, bitmap.GetPixels()) != SKCodecResult.Success || info.Width != 2 * info.Height)
            throw new InvalidDataException($"{path} is damaged, or not twice as wide as high.");
        var pixels = bitmap.GetPixelSpan();
        float[][] bands = [new float[info.Width * info.Height], new float[info.Width * info.Height], new float[info.Width * info.Height]];
        for (var i = 0; i < pixels.Length; i++)
        {
            if (i % 4 < 3)
                bands[i % 4][i / 4] = pixels[i];
        }

        return (new WorldGrid(info.Width, info.Height), bands);
    }
}
