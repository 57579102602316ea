using GeoCore.Audio;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>A sequence of published sets that a user names in a file: a line a task, its name and the set's folder or table.</summary>
/// <param name="dataFolder">Where numbers of clips are kept.</param>
/// <param name="messages">Told what goes on.</param>
internal sealed class OwnSpeech(string dataFolder, TextWriter messages)
{
    private const int MostClips = 4000;

    /// <summary>Opens the sequence.</summary>
    /// <param name="source">The file of lines.</param>
    /// <param name="cancellationToken">Ends decoding; what is done is kept.</param>
    /// <exception cref="IOException">Something is not there.</exception>
    /// <exception cref="InvalidDataException">Something is wrong; the message names it.</exception>
    internal ContinualTasks Open(string source, CancellationToken cancellationToken)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(source))!;
        var preparation = new SpeechPreparation(dataFolder, messages);
        var cache = new FeatureCache(Path.Combine(SpeechPreparation.Folder(dataFolder), "own"));
        var work = Directory.CreateTempSubdirectory("geosuite-speech-").FullName;
        try
        {
            float[] FeaturesOf(string path)
            {
                cancellationToken.ThrowIfCancellationRequested();
                var key = Path.GetFullPath(path);
                if (!cache.Has(key))
                {
                    cache.Add(key, Made(preparation, key, work, cancellationToken));
                }

                return cache.Find(key);
            }

            var tasks = new List<ContinualTask>();
            foreach (var line in File.ReadLines(source).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#'))
            {
                tasks.Add(line.Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries) is [var name, var path]
                    ? PublishedSpeech.Task(name, PublishedSpeech.Read(Path.Combine(folder, path)), MostClips, FeaturesOf)
                    : throw new InvalidDataException($"the line '{line}' of {Path.GetFileName(source)} is no name and path of a set"));
            }

            return tasks.Count > 0
                ? new ContinualTasks("own", SpeechTasks.Classes, tasks, null) { FrontEnd = LinearCepstra.Version, Licence = "as the sets that it learnt from allow" }
                : throw new InvalidDataException($"{Path.GetFileName(source)} names no set");
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private float[] Made(SpeechPreparation preparation, string path, string work, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(path) ? preparation.Features(SoundProgram.Read(path, work, cancellationToken), Path.GetFileName(path)) : throw new IOException($"the clip {path} is not there");
        }
        catch (AudioException problem)
        {
            messages.WriteLine($"{Path.GetFileName(path)} is left out: {problem.Message}");
            return [];
        }
    }
}
