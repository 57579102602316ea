using GeoCore.Geolocation.Sources.Attributes;

namespace GeoCore.Geolocation.Pooling;

/// <summary>What a gate looks at: what attributes a photograph seems to show.</summary>
public static class GateFeatures
{
    /// <summary>For each named attribute the mean position of its class, −1 for certainly the first, 1 for certainly the last.</summary>
    /// <param name="ensemble">Has the attributes among its sources.</param>
    /// <param name="names">Names of attributes whose classes have an order.</param>
    /// <param name="inputs">What the models of the members say, in their order.</param>
    /// <exception cref="ArgumentException">There is no such attribute.</exception>
    public static double[] Of(LocationEnsemble ensemble, IReadOnlyList<string> names, IReadOnlyList<float[]> inputs)
    {
        ArgumentNullException.ThrowIfNull(ensemble);
        ArgumentNullException.ThrowIfNull(names);
        ArgumentNullException.ThrowIfNull(inputs);
        return [.. names.Select(name =>
        {
            var at = ensemble.Members.Index().Where(member => member.Item.Source.Name == name).Select(member => member.Index).DefaultIfEmpty(-1).First();
            if (at < 0 || ensemble.Members[at].Source is not AttributeSource attribute)
                throw new ArgumentException($"There is no attribute '{name}' to look at.", nameof(names));
            var probabilities = attribute.Probabilities(inputs[at]);
            var mean = probabilities.Select((probability, k) => probability * k).Sum();
            return 2 * mean / Math.Max(1, probabilities.Length - 1) - 1;
        })];
    }
}
