namespace GeoCore.Features;

/// <summary>The smallest identifiers of any number of them that come in any order, in memory for those alone.</summary>
/// <param name="after">Identifiers up to this one do not count; null counts all.</param>
/// <param name="most">Most that are kept.</param>
public sealed class SmallestIds(long? after, int most)
{
    private readonly PriorityQueue<long, long> _largestFirst = new(Comparer<long>.Create((one, other) => other.CompareTo(one)));

    /// <summary>Whether there were more than are kept.</summary>
    public bool HasMore { get; private set; }

    /// <summary>Looks at an identifier.</summary>
    public void Add(long id)
    {
        if (id <= after)
            return;
        _largestFirst.Enqueue(id, id);
        if (_largestFirst.Count <= most)
            return;
        _largestFirst.Dequeue();
        HasMore = true;
    }

    /// <summary>Those that are kept, in ascending order.</summary>
    public IReadOnlyList<long> Ascending() => [.. _largestFirst.UnorderedItems.Select(item => item.Element).Order()];
}
