namespace GeoCore.Imaging.Charts;

/// <summary>Draws a chart as PNG, with lines that are smoothed by how much of a pixel they cover.</summary>
internal static class ChartPng
{
    private const double BandOpacity = 0.18;
    private const double LineWidth = 2;
    private const int DashLength = 10;
    private const int DashPart = 6;

    internal static byte[] Draw(LogChart chart, int scale)
    {
        var canvas = new Canvas(LogChart.Width * scale, LogChart.Height * scale, 0xFFFFFFFF);
        DrawAxes(canvas, chart, scale);
        foreach (var series in chart.Series.Reverse())
        {
            DrawBand(canvas, chart, series, scale);
            DrawLine(canvas, chart.LineOf(series), series, scale);
        }

        DrawNames(canvas, chart, scale);
        return PngEncoder.Instance.Encode(canvas.Pixels, canvas.Width, canvas.Height);
    }

    private static void DrawAxes(Canvas canvas, LogChart chart, int scale)
    {
        var (left, right, top, bottom) = (LogChart.Left, LogChart.Width - LogChart.Right, LogChart.Top, LogChart.Height - LogChart.Bottom);
        foreach (var (value, label) in chart.Decades())
        {
            canvas.Fill((int)(chart.XOf(value) * scale), top * scale, scale, (bottom - top) * scale, LogChart.Grid);
            Text(canvas, label, (int)(chart.XOf(value) * scale), (bottom + 10) * scale, scale, 0.5);
        }

        for (var fifth = 0; fifth <= 5; fifth++)
        {
            var y = LogChart.YOf(fifth / 5.0);
            canvas.Fill(left * scale, (int)(y * scale), (right - left) * scale, scale, LogChart.Grid);
            Text(canvas, NumberText.Tick(fifth / 5.0, 0.2), (left - 8) * scale, (int)((y - (BitmapFont.Ascent / 2)) * scale), scale, 1);
        }

        Text(canvas, chart.XTitle, (left + right) / 2 * scale, (bottom + 34) * scale, scale, 0.5);
        Text(canvas, chart.Title, (left + right) / 2 * scale, 14 * scale, scale, 0.5);
        // letters stand upright, so the name of the other axis stands above it
        Text(canvas, chart.YTitle, 8 * scale, (top - 14) * scale, scale, 0);
    }

    private static void DrawBand(Canvas canvas, LogChart chart, ChartSeries series, int scale)
    {
        var color = PackedColor.WithOpacity(series.Color, BandOpacity);
        for (var i = 1; i < series.Band.Count; i++)
        {
            var (from, to) = (series.Band[i - 1], series.Band[i]);
            double first = chart.XOf(from.X) * scale, last = chart.XOf(to.X) * scale;
            for (var x = (int)Math.Ceiling(first); x < last; x++)
            {
                var part = (x - first) / (last - first);
                var high = (int)Math.Round(LogChart.YOf(from.High + (part * (to.High - from.High))) * scale);
                var low = (int)Math.Round(LogChart.YOf(from.Low + (part * (to.Low - from.Low))) * scale);
                canvas.Fill(x, high, 1, Math.Max(0, low - high), color);
            }
        }
    }

    private static void DrawLine(Canvas canvas, (double X, double Y)[] corners, ChartSeries series, int scale)
    {
        var coverage = new float[canvas.Width * canvas.Height];
        var begun = series.IsDashed ? 0 : double.NaN;
        for (var i = 1; i < corners.Length; i++)
            begun += Cover(coverage, canvas.Width, canvas.Height, corners[i - 1], corners[i], scale, begun);
        for (var pixel = 0; pixel < coverage.Length; pixel++)
        {
            if (coverage[pixel] > 0)
                canvas.Fill(pixel % canvas.Width, pixel / canvas.Width, 1, 1, PackedColor.WithOpacity(series.Color, coverage[pixel]));
        }
    }

    /// <summary>Raises the coverage of the pixels near a straight line to what it covers of them.</summary>
    /// <param name="coverage">Of every pixel, 0 to 1.</param>
    /// <param name="width">Pixels of a row.</param>
    /// <param name="height">Rows.</param>
    /// <param name="from">Begin.</param>
    /// <param name="to">End.</param>
    /// <param name="scale">Pixels per unit.</param>
    /// <param name="begun">Length of the line before, units, where dashes go on; NaN for an unbroken line.</param>
    /// <returns>The length, units.</returns>
    private static double Cover(float[] coverage, int width, int height, (double X, double Y) from, (double X, double Y) to, int scale, double begun)
    {
        double x0 = from.X * scale, y0 = from.Y * scale, dx = (to.X * scale) - x0, dy = (to.Y * scale) - y0;
        var length = (dx * dx) + (dy * dy);
        var reach = (LineWidth * scale / 2) + 1;
        var right = Math.Min(width - 1, (int)(Math.Max(x0, x0 + dx) + reach));
        var bottom = Math.Min(height - 1, (int)(Math.Max(y0, y0 + dy) + reach));
        for (var y = Math.Max(0, (int)(Math.Min(y0, y0 + dy) - reach)); y <= bottom; y++)
        {
            for (var x = Math.Max(0, (int)(Math.Min(x0, x0 + dx) - reach)); x <= right; x++)
            {
                double px = x + 0.5 - x0, py = y + 0.5 - y0;
                var along = length > 0 ? Math.Clamp(((px * dx) + (py * dy)) / length, 0, 1) : 0;
                var distance = Math.Sqrt(Math.Pow(px - (along * dx), 2) + Math.Pow(py - (along * dy), 2));
                if ((begun + (along * Math.Sqrt(length) / scale)) % DashLength >= DashPart)
                    continue;
                var covered = (float)Math.Clamp((LineWidth * scale / 2) + 0.5 - distance, 0, 1);
                coverage[(y * width) + x] = Math.Max(coverage[(y * width) + x], covered);
            }
        }

        return Math.Sqrt(length) / scale;
    }

    private static void DrawNames(Canvas canvas, LogChart chart, int scale)
    {
        for (var i = 0; i < chart.Series.Count; i++)
        {
            var (x, y) = (LogChart.Left + 12, LogChart.Top + 16 + (18 * i));
            DrawLine(canvas, [(x, y), (x + 24, y)], chart.Series[i], scale);
            Text(canvas, chart.Series[i].Name, (x + 32) * scale, (y - (BitmapFont.Ascent / 2)) * scale, scale, 0);
        }
    }

    /// <param name="canvas">Picture.</param>
    /// <param name="text">Text.</param>
    /// <param name="x">Where the anchor stands.</param>
    /// <param name="top">Top of capitals.</param>
    /// <param name="scale">Pixels per dot.</param>
    /// <param name="anchor">Part of the text before the anchor: 0 begin, 1 end.</param>
    private static void Text(Canvas canvas, string text, int x, int top, int scale, double anchor) =>
        BitmapFont.Draw(canvas, text, x - (int)(BitmapFont.WidthOf(text, scale) * anchor), top, scale, LogChart.Ink);
}
