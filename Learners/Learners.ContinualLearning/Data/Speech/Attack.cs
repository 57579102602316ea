namespace Learners.ContinualLearning.Data.Speech;

/// <summary>A way to make fake speech.</summary>
/// <param name="Name">Family and voice, such as <c>flite-slt</c>.</param>
/// <param name="Family">How it works: formant, diphone, statistical, vocoder or conversion.</param>
/// <param name="Package">Debian packages that it needs, with what their licences are.</param>
internal abstract record Attack(string Name, string Family, string Package)
{
    /// <summary>Makes fakes of clips.</summary>
    /// <param name="clips">What is to be spoken, or turned.</param>
    /// <param name="folder">Receives <c>0.wav</c>, <c>1.wav</c> and so on; a clip that fails leaves none.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="IOException">A program is missing.</exception>
    internal abstract void Make(IReadOnlyList<SpeechClip> clips, string folder, CancellationToken cancellationToken);

    /// <summary>Path of a fake.</summary>
    /// <param name="folder">Of the fakes.</param>
    /// <param name="index">Of the clip.</param>
    protected static string File(string folder, int index) => Path.Combine(folder, FormattableString.Invariant($"{index}.wav"));
}

/// <summary>A program that speaks one text at a time.</summary>
/// <param name="Name">Family and voice.</param>
/// <param name="Family">How it works.</param>
/// <param name="Package">Of Debian.</param>
/// <param name="Words">The command of a clip and the file to write.</param>
internal sealed record SpeakingAttack(string Name, string Family, string Package, Func<SpeechClip, string, IReadOnlyList<string>> Words) : Attack(Name, Family, Package)
{
    /// <inheritdoc/>
    internal override void Make(IReadOnlyList<SpeechClip> clips, string folder, CancellationToken cancellationToken)
    {
        for (var i = 0; i < clips.Count; i++)
        {
            SoundProgram.Run(Words(clips[i], File(folder, i)), cancellationToken);
        }
    }
}

/// <summary>A voice of Festival, which speaks many texts in one go because it takes long to start.</summary>
/// <param name="Name">Family and voice.</param>
/// <param name="Family">How it works.</param>
/// <param name="Package">Of Debian.</param>
/// <param name="Voice">Command that chooses it.</param>
/// <param name="CodePage">Of the text: 28591 or 28592.</param>
internal sealed record FestivalAttack(string Name, string Family, string Package, string Voice, int CodePage) : Attack(Name, Family, Package)
{
    /// <inheritdoc/>
    internal override void Make(IReadOnlyList<SpeechClip> clips, string folder, CancellationToken cancellationToken)
    {
        var script = new System.Text.StringBuilder().Append('(').Append(Voice).Append(")\n");
        for (var i = 0; i < clips.Count; i++)
        {
            // a text that the voice cannot read ends the program, so each is tried by itself
            script.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"(unwind-protect (utt.save.wave (utt.synth (Utterance Text \"{Plain(clips[i].Text)}\")) \"{File(folder, i)}\" 'riff) nil)\n");
        }

        var path = Path.Combine(folder, "speak.scm");
        System.IO.File.WriteAllBytes(path, Latin.Bytes(script.ToString(), CodePage));
        SoundProgram.Run(["festival", "-b", path], cancellationToken);
    }

    private static string Plain(string text) => text.Replace('"', ' ').Replace('\\', ' ').Replace('\n', ' ');
}

/// <summary>A vocoder or a voice changer that real speech goes through, at 8 kHz.</summary>
/// <param name="Name">Family and mode.</param>
/// <param name="Family">How it works.</param>
/// <param name="Package">Of Debian.</param>
/// <param name="Commands">From a clip, a WAV file of it and a file to write.</param>
internal sealed record TurningAttack(string Name, string Family, string Package, Func<SpeechClip, string, string, IReadOnlyList<IReadOnlyList<string>>> Commands)
    : Attack(Name, Family, Package)
{
    /// <inheritdoc/>
    internal override void Make(IReadOnlyList<SpeechClip> clips, string folder, CancellationToken cancellationToken)
    {
        var source = Path.Combine(folder, "source.wav");
        for (var i = 0; i < clips.Count; i++)
        {
            try
            {
                var sound = SoundProgram.Read(clips[i].Path, folder, cancellationToken);
                GeoCore.Audio.WavFile.Write(source, new GeoCore.Audio.Sound(GeoCore.Audio.Resampler.Resample(sound, GeoCore.Audio.LinearCepstra.Rate), GeoCore.Audio.LinearCepstra.Rate));
            }
            catch (GeoCore.Audio.AudioException)
            {
                continue; // a source that is no sound gives no fake, as it gives no genuine example
            }

            _ = Commands(clips[i], source, File(folder, i)).All(words => SoundProgram.Run(words, cancellationToken));
        }
    }
}
