namespace Learners.LocationEncoding.Data.Climate;

/// <summary>A quantity on the places of a <see cref="ClimateFields"/>.</summary>
/// <param name="Name">Of the variable, with the indices of its other dimensions where it has such: <c>u[0,2]</c>.</param>
/// <param name="Label">What the file calls it.</param>
/// <param name="Unit">As in the file; empty where it says nothing.</param>
/// <param name="Values">One a place.</param>
public sealed record ClimateField(string Name, string Label, string Unit, double[] Values);

/// <summary>Quantities at the same places, in the order of the file: latitude by latitude.</summary>
/// <param name="Longitudes">Degrees, −180 to 180.</param>
/// <param name="Latitudes">Degrees, as many.</param>
/// <param name="Fields">At least one, each with as many values; none is NaN.</param>
public sealed record ClimateFields(double[] Longitudes, double[] Latitudes, IReadOnlyList<ClimateField> Fields)
{
    /// <summary>Places.</summary>
    public int Count => Longitudes.Length;

    /// <summary>The same places with the fields of both.</summary>
    /// <param name="other">At the same places.</param>
    /// <exception cref="InvalidDataException">The places differ.</exception>
    public ClimateFields And(ClimateFields other)
    {
        if (!Longitudes.AsSpan().SequenceEqual(other.Longitudes) || !Latitudes.AsSpan().SequenceEqual(other.Latitudes))
        {
            throw new InvalidDataException($"{other.Fields[0].Name} does not stand on the grid of {Fields[0].Name}");
        }

        return this with { Fields = [.. Fields, .. other.Fields] };
    }

    /// <summary>The places at which every field has a value.</summary>
    /// <exception cref="InvalidDataException">There is none.</exception>
    public ClimateFields Known()
    {
        int[] known = [.. Enumerable.Range(0, Count).Where(place => Fields.All(field => !double.IsNaN(field.Values[place])))];
        return known.Length == Count
            ? this
            : known.Length == 0
                ? throw new InvalidDataException("no place has a value of every field")
                : new ClimateFields(
                    Pick(Longitudes, known), Pick(Latitudes, known), [.. Fields.Select(field => field with { Values = Pick(field.Values, known) })]);
    }

    private static double[] Pick(double[] values, int[] places) => [.. places.Select(place => values[place])];
}
