using System.Globalization;
using System.Text;
using GeoCore.Encoding.Positional;
using GeoCore.Imaging;
using Learners.Contracts;
using Learners.LocationEncoding.Evaluation;
using Learners.Torch.Experiments;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Maps of what a network predicts, and of the test places where it is wrong.</summary>
/// <remarks>A run draws its map beside the runs that are kept; a report without those pictures leaves the figures as they are.</remarks>
/// <param name="sets">Checkerboard, land and ocean.</param>
/// <param name="folder">Where pictures are kept.</param>
/// <param name="time">Clock of the trainer's reports.</param>
internal sealed class MapTable(IReadOnlyDictionary<string, Lazy<ProtocolData>> sets, ExperimentFolder folder, TimeProvider time) : IExperimentTable
{
    private const int Columns = 360;
    private const int Rows = 180;
    private const string Sh = PositionalEncodings.SphericalHarmonics;

    private static readonly (string Network, string Encoder)[] s_cells =
        [("siren", Sh), ("linear", Sh), ("siren", PositionalEncodings.Direct), ("siren", PositionalEncodings.SphereM)];

    /// <inheritdoc/>
    public string Name => "maps";

    /// <inheritdoc/>
    public string Description => "maps of predictions and errors";

    /// <inheritdoc/>
    public IReadOnlyList<ExperimentRun> Runs(int seeds) => [.. from data in sets.Keys from cell in s_cells select Run(data, cell.Network, cell.Encoder)];

    /// <inheritdoc/>
    public ExperimentReport Report(RunLog runs)
    {
        var text = new StringBuilder();
        var figures = new List<ReportFigure>();
        foreach (var data in sets.Keys)
        {
            var picture = $"location-encoding-map-{data}.svg";
            text.Append(CultureInfo.InvariantCulture, $"![{Title(data)}](figures/{picture})\n\n");
            var panels = s_cells.Select(cell => (cell.Network, cell.Encoder, Record: runs.Find(Run(data, cell.Network, cell.Encoder)), Path: PathOf(data, cell.Network, cell.Encoder)))
                .Where(panel => panel.Record is not null && File.Exists(panel.Path))
                .Select(panel => new MapPanel(
                    string.Create(CultureInfo.InvariantCulture, $"{EncoderNames.Cell(panel.Network, panel.Encoder)}: {panel.Record!.Figures["accuracy"]:P1} of the test places"),
                    File.ReadAllBytes(panel.Path)))
                .ToList();
            if (panels.Count > 0)
            {
                figures.Add(new ReportFigure(picture, new MapFigure(Title(data), panels).ToSvg()));
            }
        }

        return new ExperimentReport(text.ToString(), figures, []);
    }

    private static string Title(string data) => data == "checkerboard"
        ? "Checkerboard: the class predicted at every place; black dots are test places that it gets wrong"
        : "Land and ocean: the probability of land; dots are wrong test places, red where it says land and blue where it says water";

    // a picture is of one run, so there is no second seed
    private ExperimentRun Run(string data, string network, string encoder)
    {
        var trial = new EncoderTrial(sets[data], time, (learner, _, protocol) => Draw(learner, protocol, PathOf(data, network, encoder)));
        var row = HyperParameterTable.Row(data, encoder, network);
        return trial.Run($"map/{data}/{network}/{encoder}", data, EncoderTableRuns.TrainingPlaces(data), row, seed: 0);
    }

    private string PathOf(string data, string network, string encoder) => Path.Combine(folder.RunsFolder, "maps", $"{data}-{network}-{encoder}.png");

    private static IReadOnlyList<MetricRecord> Draw(LocationEncoderLearner learner, ProtocolData data, string path)
    {
        var (longitudes, latitudes) = Centres();
        var indices = Shades(PlaceLogits.Of(learner, longitudes, latitudes), data.ClassCount);
        MarkErrors(indices, PlaceLogits.Of(learner, data.Test.Longitudes, data.Test.Latitudes), data);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllBytes(path, PngEncoder.EncodeIndexed(indices, Columns, Rows, MapColours.Of(data.ClassCount), PngContent.Classes));
        return [];
    }

    private static (double[] Longitudes, double[] Latitudes) Centres()
    {
        double[] longitudes = new double[Columns * Rows], latitudes = new double[Columns * Rows];
        for (var i = 0; i < longitudes.Length; i++)
        {
            longitudes[i] = -180 + (((i % Columns) + 0.5) * 360 / Columns);
            latitudes[i] = 90 - (((i / Columns) + 0.5) * 180 / Rows);
        }

        return (longitudes, latitudes);
    }

    private static byte[] Shades(float[] logits, int classCount)
    {
        var indices = new byte[Columns * Rows];
        for (var i = 0; i < indices.Length; i++)
        {
            indices[i] = classCount == 2
                ? (byte)Math.Min(MapColours.Shades - 1, (int)(MapColours.Shades / (1 + Math.Exp(-logits[i]))))
                : (byte)Winner.Of(logits, i, classCount);
        }

        return indices;
    }

    private static void MarkErrors(byte[] indices, float[] logits, ProtocolData data)
    {
        for (var i = 0; i < data.Test.Count; i++)
        {
            var winner = Winner.Of(logits, i, data.ClassCount);
            if (winner != data.Test.Classes[i])
            {
                var column = Math.Clamp((int)((data.Test.Longitudes[i] + 180) * Columns / 360), 0, Columns - 1);
                var row = Math.Clamp((int)((90 - data.Test.Latitudes[i]) * Rows / 180), 0, Rows - 1);
                indices[(row * Columns) + column] = MapColours.Wrong(data.ClassCount, winner);
            }
        }
    }
}
