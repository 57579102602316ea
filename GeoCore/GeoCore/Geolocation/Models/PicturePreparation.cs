using GeoCore.Imaging;

namespace GeoCore.Geolocation.Models;

/// <summary>What is done to a picture before a network sees it: fitted to its input, resized with antialiasing, brought to its numbers. Immutable.</summary>
/// <remarks>A number is (byte · <see cref="Scale"/> − mean) / standard deviation of its channel. Empty parts of a contained picture are 0, the mean colour.</remarks>
public sealed record PicturePreparation
{
    private const int LongestSide = 4096;

    /// <summary>Pixels of a row of the input, 1 to 4096.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the input, 1 to 4096.</summary>
    public required int Height { get; init; }

    /// <summary>How other shapes fit in.</summary>
    public PictureFit Fit { get; init; } = PictureFit.Cover;

    /// <summary>For <see cref="PictureFit.Cover"/>: which part of the largest middle is shown, above 0 to 1; 0.875 for 224 of 256 pixels.</summary>
    public double Crop { get; init; } = 1;

    /// <summary>Weighs the pixels that become one.</summary>
    public ResizeKernel Kernel { get; init; } = ResizeKernel.Linear;

    /// <summary>How the numbers lie.</summary>
    public TensorLayout Layout { get; init; } = TensorLayout.Nchw;

    /// <summary>Which channel comes first. <see cref="Mean"/> and <see cref="StandardDeviation"/> are in red, green, blue in any case.</summary>
    public ChannelOrder Order { get; init; } = ChannelOrder.Rgb;

    /// <summary>Multiplies bytes; 1/255 brings them to 0 … 1.</summary>
    public double Scale { get; init; } = 1.0 / 255;

    /// <summary>Subtracted from red, green and blue behind the scale.</summary>
    public IReadOnlyList<double> Mean { get; init; } = [0, 0, 0];

    /// <summary>Divides red, green and blue; above 0.</summary>
    public IReadOnlyList<double> StandardDeviation { get; init; } = [1, 1, 1];

    /// <summary>Numbers of the input.</summary>
    public int Length => Width * Height * Picture.Channels;

    /// <summary>Sizes of the input, slowest first.</summary>
    public long[] Shape => Layout == TensorLayout.Nchw ? [1, Picture.Channels, Height, Width] : [1, Height, Width, Picture.Channels];

    /// <summary>What does not fit, as "'field' complaint", or null.</summary>
    public string? Fault =>
        Width is < 1 or > LongestSide ? $"'width' is {Width}, outside 1 to {LongestSide}"
        : Height is < 1 or > LongestSide ? $"'height' is {Height}, outside 1 to {LongestSide}"
        : !Enum.IsDefined(Fit) ? "'fit' is unknown"
        : !Enum.IsDefined(Kernel) ? "'kernel' is unknown"
        : !Enum.IsDefined(Layout) ? "'layout' is unknown"
        : !Enum.IsDefined(Order) ? "'order' is unknown"
        : Crop is not (> 0 and <= 1) ? "'crop' is not above 0 and at most 1"
        : !(double.IsFinite(Scale) && Scale != 0) ? "'scale' is 0 or not finite"
        : Mean.Count != Picture.Channels || !Mean.All(double.IsFinite) ? "'mean' is not three finite numbers"
        : StandardDeviation.Count != Picture.Channels || !StandardDeviation.All(value => value > 0 && double.IsFinite(value))
            ? "'standardDeviation' is not three finite numbers above 0"
        : null;

    /// <summary>Prepares a picture.</summary>
    /// <param name="picture">Of any size.</param>
    /// <param name="tensor">Receives <see cref="Length"/> numbers.</param>
    /// <param name="cancellationToken">Looked at once per row.</param>
    /// <exception cref="ArgumentException"><paramref name="tensor"/> is shorter, or a field does not fit.</exception>
    public void Write(Picture picture, Span<float> tensor, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(picture);
        if (Fault is { } fault)
            throw new ArgumentException($"The preparation does not fit: {fault}.");
        if (tensor.Length < Length)
            throw new ArgumentException($"An input of {Length} numbers does not fit {tensor.Length}.", nameof(tensor));
        var numbers = new float[Length];
        var frame = PictureFrame.Of(picture, this);
        var across = new ResizeAxis(picture.Width, frame.Left, frame.Width, frame.TargetWidth, Kernel);
        var down = new ResizeAxis(picture.Height, frame.Top, frame.Height, frame.TargetHeight, Kernel);
        PictureResize.Rows(picture, across, down, (y, row) => Place(row, frame.TargetLeft, frame.TargetTop + y, frame.TargetWidth, numbers), cancellationToken);
        numbers.CopyTo(tensor);
    }

    private void Place(float[] row, int left, int y, int width, float[] numbers)
    {
        for (var channel = 0; channel < Picture.Channels; channel++)
        {
            var factor = (float)(Scale / StandardDeviation[channel]);
            var offset = (float)(-Mean[channel] / StandardDeviation[channel]);
            var position = Order == ChannelOrder.Rgb ? channel : Picture.Channels - 1 - channel;
            var (at, step) = Layout == TensorLayout.Nchw
                ? ((((position * Height) + y) * Width) + left, 1)
                : ((((y * Width) + left) * Picture.Channels) + position, Picture.Channels);
            for (var x = 0; x < width; x++, at += step)
            {
                // a cubic kernel overshoots; a picture has no such bytes
                numbers[at] = (Math.Clamp(row[(Picture.Channels * x) + channel], 0, 255) * factor) + offset;
            }
        }
    }
}
