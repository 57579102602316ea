using Learners.DialoguePlanning.Pairs;

namespace Learners.DialoguePlanning.Evaluation;

/// <summary>Says of numbered turns how well one follows another.</summary>
internal interface ITurnSpace
{
    /// <summary>How well a turn follows another.</summary>
    /// <param name="before">Number of the earlier turn.</param>
    /// <param name="parity">Of their distance.</param>
    /// <param name="after">Number of the later turn.</param>
    double Similarity(int before, Parity parity, int after);
}
