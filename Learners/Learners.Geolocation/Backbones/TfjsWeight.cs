namespace Learners.Geolocation.Backbones;

/// <summary>A constant of a TensorFlow.js model.</summary>
/// <param name="Shape">Sizes, slowest first; none for a single number.</param>
/// <param name="Values">Its numbers; integers are widened.</param>
internal sealed record TfjsWeight(int[] Shape, float[] Values);
