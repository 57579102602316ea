using static TorchSharp.torch;

namespace Learners.DialoguePlanning.Networks;

/// <summary>A network that turns texts into vectors of unit length, one in every role.</summary>
internal interface IRoleNet
{
    /// <summary>Vectors of texts in every role.</summary>
    /// <param name="input">[texts, tokens] numbers of the vocabulary, filled up with <see cref="Text.Vocabulary.Padding"/>.</param>
    /// <returns>[roles, texts, width], owned by the caller's scope.</returns>
    Tensor forward(Tensor input);
}
