using Learners.LocationEncoding.Data.Climate;

namespace Learners.LocationEncoding.Protocol;

/// <summary>
/// The climate experiment of the paper: every quantity scaled to 0…1 over all places, one permutation of the places, the first hundredth to
/// train on, the next twentieth to validate, the rest to test.
/// </summary>
/// <remarks>
/// arXiv 2310.06743, reference code: <c>choice</c> without replacement of NumPy's RandomState(0). The paper's own file, eight variables of
/// ERA5 on 1801 × 3600 places, gives 64 836, 324 180 and 6 094 584 of them.
/// </remarks>
public sealed class ClimateProtocol
{
    private const double TrainingShare = 0.01;
    private const double ValidationShare = 0.05;

    private ClimateProtocol(ClimateFields fields, double[] minima, double[] maxima)
    {
        (Fields, Minima, Maxima) = (fields, minima, maxima);
        var order = new LegacyRandom(0).Permutation(fields.Count);
        int training = (int)(TrainingShare * fields.Count), validation = (int)(ValidationShare * fields.Count);
        Training = Take(order.AsSpan(0, training));
        Validation = Take(order.AsSpan(training, validation));
        Test = Take(order.AsSpan(training + validation));
    }

    /// <summary>As read, in their own units.</summary>
    public ClimateFields Fields { get; }

    /// <summary>Lowest value of each quantity, which becomes 0.</summary>
    public IReadOnlyList<double> Minima { get; }

    /// <summary>Highest value of each quantity, which becomes 1.</summary>
    public IReadOnlyList<double> Maxima { get; }

    /// <summary>Learnt from.</summary>
    public MeasuredPlaces Training { get; }

    /// <summary>Ends a run.</summary>
    public MeasuredPlaces Validation { get; }

    /// <summary>Scored after training.</summary>
    public MeasuredPlaces Test { get; }

    /// <summary>Scales and divides fields.</summary>
    /// <param name="fields">At least 100 places, so that there is one to train on.</param>
    /// <exception cref="InvalidDataException">There are fewer, or a field is the same everywhere.</exception>
    public static ClimateProtocol Of(ClimateFields fields)
    {
        if (fields.Count < 1 / TrainingShare)
        {
            throw new InvalidDataException($"{fields.Count} places are too few: a hundredth of them is trained on");
        }

        double[] minima = [.. fields.Fields.Select(field => field.Values.Min())], maxima = [.. fields.Fields.Select(field => field.Values.Max())];
        for (var i = 0; i < minima.Length; i++)
        {
            if (!(maxima[i] > minima[i]))
            {
                throw new InvalidDataException($"{fields.Fields[i].Name} is {minima[i]} everywhere");
            }
        }

        return new ClimateProtocol(fields, minima, maxima);
    }

    private MeasuredPlaces Take(ReadOnlySpan<int> places)
    {
        var outputs = Fields.Fields.Count;
        double[] longitudes = new double[places.Length], latitudes = new double[places.Length], values = new double[places.Length * outputs];
        for (var i = 0; i < places.Length; i++)
        {
            (longitudes[i], latitudes[i]) = (Fields.Longitudes[places[i]], Fields.Latitudes[places[i]]);
            for (var k = 0; k < outputs; k++)
            {
                values[i * outputs + k] = (Fields.Fields[k].Values[places[i]] - Minima[k]) / (Maxima[k] - Minima[k]);
            }
        }

        return new MeasuredPlaces(longitudes, latitudes, values, outputs);
    }
}
