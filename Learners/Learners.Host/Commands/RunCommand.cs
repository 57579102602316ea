using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using GeoCore.Audio;

namespace Learners.Host.Commands;

/// <summary><c>learners run MODEL CLIP</c>: scores a clip of speech with a published detector.</summary>
internal static class RunCommand
{
    internal static Command Create(TextWriter output, Option<bool> json)
    {
        var model = new Argument<string>("model") { Description = "Folder of a published detector, or the name of a shipped one or of one trained here" };
        var clip = new Argument<string>("clip") { Description = "A WAV file; of more than a minute the first one counts" };
        var command = new Command("run", "Say whether a clip of speech sounds genuine or made by a machine") { model, clip };
        command.SetAction(result => Write(output, Find(result.GetRequiredValue(model)), result.GetRequiredValue(clip), result.GetValue(json)));
        return command;
    }

    private static string Find(string model)
    {
        string[] places = [model, Path.Combine(Home.Folder, "Learners", "Published", model), Path.Combine(Home.Folder, "artifacts", "models", model)];
        return places.FirstOrDefault(SpeechDetector.IsDetector)
            ?? throw new UsageException($"'{model}' is neither the folder of a published detector nor the name of a shipped one; ./geosuite train rwm --data protocol-a makes one");
    }

    private static void Write(TextWriter output, string folder, string clip, bool asJson)
    {
        var detector = SpeechDetector.Load(folder);
        var score = Score(detector, clip);
        if (asJson)
        {
            output.WriteLine(JsonSerializer.Serialize(new { model = detector.Card.Id, version = detector.Digest[..12], genuine = score.Genuine, logOdds = score.LogOdds, seconds = score.Seconds }));
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"genuine {100 * score.Genuine:F1} %, if half of all clips are fake ({score.Seconds:F1} s of speech)"));
        if (detector.Card.ResponsibleUse is { } use)
        {
            output.WriteLine(use);
        }
    }

    private static SpeechScore Score(SpeechDetector detector, string clip)
    {
        if (!File.Exists(clip))
        {
            throw new UsageException($"there is no file '{clip}'");
        }

        try
        {
            using var stream = File.OpenRead(clip);
            return detector.Score(WavFile.Read(stream));
        }
        catch (AudioException fault)
        {
            throw new UsageException($"{clip}: {fault.Message}");
        }
    }
}
