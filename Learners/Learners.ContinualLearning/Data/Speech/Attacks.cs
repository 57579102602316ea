using System.Globalization;

namespace Learners.ContinualLearning.Data.Speech;

/// <summary>The attacks that a Debian machine can make. None is a neural voice: their weights are not among its packages.</summary>
internal static class Attacks
{
    private const string EspeakPackage = "espeak-ng (GPL-3+)";

    // shell: the steps of a mel-cepstral vocoder, from the handbook of SPTK
    private const string MelCepstral = """
        set -eo pipefail; PATH=/usr/libexec/sptk/bin:$PATH; in=$1; out=$2; t=$(mktemp -d); trap 'rm -rf "$t"' EXIT
        sox -V1 "$in" -t raw -e signed -b 16 - vol 0.5 | x2x +sf > "$t/x"
        frame -l 200 -p 40 "$t/x" | window -l 200 -L 256 | mcep -l 256 -m 20 -a 0.31 -e 1e-6 > "$t/m"
        pitch -a 1 -s 8 -p 40 "$t/x" > "$t/p"
        excite -p 40 "$t/p" | mlsadf -m 20 -a 0.31 -p 40 "$t/m" | x2x +fs -o > "$t/y"
        sox -V1 -t raw -r 8000 -e signed -b 16 -c 1 "$t/y" "$out"
        """;

    /// <summary>A voice of flite.</summary>
    /// <param name="voice">slt, rms or awb.</param>
    internal static Attack Flite(string voice) => new SpeakingAttack(
        $"flite-{voice}", "statistical", "flite (BSD-like)", (clip, file) => ["flite", "-voice", voice, "-t", clip.Text, "-o", file]);

    /// <summary>Hidden Markov models of Festival, an English woman.</summary>
    internal static Attack MarkovVoice { get; } = new FestivalAttack(
        "festival-hts-slt", "statistical", "festival, festvox-us-slt-hts (BSD-like)", "voice_cmu_us_slt_arctic_hts", Latin.Western);

    /// <summary>Diphones of Festival.</summary>
    /// <param name="language">en, it or cs.</param>
    /// <param name="isFirst">Which of the voices of the language.</param>
    internal static Attack Diphone(string language, bool isFirst) => (language, isFirst) switch
    {
        ("it", true) => new FestivalAttack("festival-pc", "diphone", "festival, festvox-itapc16k (GPL-2+)", "voice_pc_diphone", Latin.Western),
        ("it", false) => new FestivalAttack("festival-lp", "diphone", "festival, festvox-italp16k (GPL-2+)", "voice_lp_diphone", Latin.Western),
        ("cs", _) => new FestivalAttack("festival-machac", "diphone", "festival, festvox-czech-machac (GPL-2+)", "voice_czech_machac", Latin.Central),
        (_, true) => new FestivalAttack("festival-kal", "diphone", "festival, festvox-kallpc16k (BSD-like)", "voice_kal_diphone", Latin.Western),
        _ => new FestivalAttack("festival-ked", "diphone", "festival, festvox-kdlpc16k (BSD-like)", "voice_ked_diphone", Latin.Western),
    };

    /// <summary>Formants of eSpeak NG, with a voice, a pitch and a speed that the clip's name draws.</summary>
    /// <param name="language">Of the text.</param>
    internal static Attack Formant(string language) => new SpeakingAttack($"espeak-{language}", "formant", EspeakPackage, (clip, file) =>
    [
        "espeak-ng", "-v", (language == "en" ? "en-us" : language) + Draw.One(clip.Key + "#voice", ["+f2", "+m3", "+f4", "+m7", "+klatt2", "+klatt4"]),
        "-p", Between(clip.Key + "#pitch", 30, 70), "-s", Between(clip.Key + "#speed", 140, 185), "-w", file, clip.Text,
    ]);

    /// <summary>The parametric codec Codec 2.</summary>
    /// <param name="mode">Bits a second.</param>
    internal static Attack Codec2(string mode) => new TurningAttack($"codec2-{mode}", "vocoder", "codec2 (LGPL-2.1), sox (GPL-2+)", (_, source, file) =>
    [
        ["sox", "-V1", source, "-t", "raw", "-r", "8000", "-e", "signed", "-b", "16", "-c", "1", file + ".raw"],
        ["c2enc", mode, file + ".raw", file + ".c2"],
        ["c2dec", mode, file + ".c2", file + ".out"],
        ["sox", "-V1", "-t", "raw", "-r", "8000", "-e", "signed", "-b", "16", "-c", "1", file + ".out", file],
    ]);

    /// <summary>The linear predictive vocoder LPC-10.</summary>
    internal static Attack Lpc10 { get; } = new TurningAttack("lpc10", "vocoder", "sox, libsox-fmt-all (GPL-2+)", (_, source, file) =>
        [["sox", "-V1", source, "-t", "lpc10", file + ".lpc10"], ["sox", "-V1", "-t", "lpc10", file + ".lpc10", file]]);

    /// <summary>A mel-cepstral vocoder.</summary>
    internal static Attack Mlsa { get; } = new TurningAttack("mlsa", "vocoder", "sptk (BSD-like), sox (GPL-2+)", (_, source, file) =>
        [["bash", "-c", MelCepstral, "mlsa", source, file]]);

    /// <summary>Pitch moved by 3 to 5 semitones, with the formants for one clip in two.</summary>
    internal static Attack Conversion { get; } = new TurningAttack("rubberband", "conversion", "rubberband-cli (GPL-2+)", (clip, source, file) =>
        [["rubberband", "-q", "-p", Draw.One(clip.Key + "#pitch", ["-5", "-4", "-3", "3", "4", "5"]), .. Draw.One<string[]>(clip.Key + "#formant", [["-F"], []]), source, file]]);

    private static string Between(string text, int low, int high) => (low + (int)(Draw.Of(text) % (high - low + 1))).ToString(CultureInfo.InvariantCulture);
}
