using GeoCore.Imaging;

namespace GeoCore.Geolocation.Models;

/// <summary>Which part of a picture comes to which part of an input.</summary>
/// <param name="Left">Of the part, pixels of the picture.</param>
/// <param name="Top">Of the part.</param>
/// <param name="Width">Of the part.</param>
/// <param name="Height">Of the part.</param>
/// <param name="TargetLeft">Where it comes to, pixels of the input.</param>
/// <param name="TargetTop">Where it comes to.</param>
/// <param name="TargetWidth">What it becomes.</param>
/// <param name="TargetHeight">What it becomes.</param>
internal readonly record struct PictureFrame(
    double Left, double Top, double Width, double Height, int TargetLeft, int TargetTop, int TargetWidth, int TargetHeight)
{
    /// <summary>The frame of a picture for an input.</summary>
    public static PictureFrame Of(Picture picture, PicturePreparation input)
    {
        double across = (double)picture.Width / input.Width, down = (double)picture.Height / input.Height;
        switch (input.Fit)
        {
            case PictureFit.Cover:
                var cell = Math.Min(across, down) * input.Crop;
                var (width, height) = (cell * input.Width, cell * input.Height);
                return new((picture.Width - width) / 2, (picture.Height - height) / 2, width, height, 0, 0, input.Width, input.Height);
            case PictureFit.Contain:
                var scale = Math.Max(across, down);
                var targetWidth = Math.Clamp((int)Math.Round(picture.Width / scale), 1, input.Width);
                var targetHeight = Math.Clamp((int)Math.Round(picture.Height / scale), 1, input.Height);
                return new(
                    0, 0, picture.Width, picture.Height, (input.Width - targetWidth) / 2, (input.Height - targetHeight) / 2, targetWidth, targetHeight);
            default:
                return new(0, 0, picture.Width, picture.Height, 0, 0, input.Width, input.Height);
        }
    }
}
