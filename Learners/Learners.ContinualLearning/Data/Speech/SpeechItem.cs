namespace Learners.ContinualLearning.Data.Speech;

/// <summary>One example of a protocol: a clip as it is, or a fake of it.</summary>
/// <param name="Task">Such as <c>t1</c>, or <c>zs</c> for what is never learnt.</param>
/// <param name="IsTest">Whether it is judged and not learnt from.</param>
/// <param name="Clip">The clip, or what the fake speaks or turns.</param>
/// <param name="Attack">Null for the clip itself.</param>
internal sealed record SpeechItem(string Task, bool IsTest, SpeechClip Clip, Attack? Attack)
{
    /// <summary>Names the example among all.</summary>
    internal string Key => Attack is null ? Clip.Key : $"{Clip.Key}|{Attack.Name}";
}
