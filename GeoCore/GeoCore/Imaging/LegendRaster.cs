namespace GeoCore.Imaging;

/// <summary>Draws a legend's layout as PNG.</summary>
internal static class LegendRaster
{
    internal static byte[] Draw(LegendLayout layout)
    {
        var canvas = Paint(layout);
        return PngEncoder.Instance.Encode(canvas.Pixels, canvas.Width, canvas.Height);
    }

    internal static Canvas Paint(LegendLayout layout)
    {
        var canvas = new Canvas(layout.Width, layout.Height, layout.Options.Background);
        foreach (var box in layout.Boxes)
            canvas.Fill(box.Left, box.Top, box.Width, box.Height, box.Color);
        foreach (var text in layout.Texts)
            BitmapFont.Draw(canvas, text.Text, text.Left, text.Top, layout.Options.Scale, layout.Options.TextColor);
        return canvas;
    }
}
