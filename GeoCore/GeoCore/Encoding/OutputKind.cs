using System.Text.Json.Serialization;

namespace GeoCore.Encoding;

/// <summary>What the logits of an encoder mean.</summary>
public enum OutputKind
{
    /// <summary>One logit; its logistic function is a probability.</summary>
    [JsonStringEnumMemberName("binary")]
    Binary,

    /// <summary>One logit per class; their softmax are probabilities.</summary>
    [JsonStringEnumMemberName("categorical")]
    Categorical,

    /// <summary>The values themselves.</summary>
    [JsonStringEnumMemberName("regression")]
    Regression,
}
