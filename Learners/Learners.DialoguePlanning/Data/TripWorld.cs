using GeoCore.Geodesy;

namespace Learners.DialoguePlanning.Data;

/// <summary>Towns with roads to their nearest and air routes between the largest; and travellers between them, who were never anybody.</summary>
/// <remarks>A trip is a shortest way, counted in stops, with a detour now and then, so which stops lead to a goal is known.</remarks>
internal sealed class TripWorld
{
    private const int Roads = 6;
    private const int Flights = 4;
    private const int Airports = 150;
    private const double LongestRoadKm = 600;
    private const int MostStops = 9;
    private const int FewestStops = 4;
    private const double Detour = 0.1;

    private readonly IReadOnlyList<TripPlace> _places;
    private readonly int[][] _next;
    private readonly string[] _words;

    /// <summary>Builds the routes.</summary>
    /// <param name="places">At least two.</param>
    internal TripWorld(IReadOnlyList<TripPlace> places)
    {
        _places = places;
        _words = [.. places.Select(place => CellWords.Of(place.Longitude, place.Latitude))];
        UnitVector[] points = [.. places.Select(place => UnitVector.Of(place.Longitude, place.Latitude))];
        var next = places.Select(_ => new SortedSet<int>()).ToArray();
        void Connect(int[] among, int count, double longestKm)
        {
            var longest = Math.Pow(2 * Math.Sin(longestKm / GreatCircle.DistanceKm(0, 0, 180, 0) * Math.PI / 2), 2);
            foreach (var place in among)
            {
                foreach (var other in among.Where(other => other != place).Select(other => (other, Chord: points[place].SquaredChord(points[other])))
                    .Where(pair => pair.Chord <= longest).OrderBy(pair => pair.Chord).Take(count).Select(pair => pair.other))
                {
                    next[place].Add(other);
                    next[other].Add(place);
                }
            }
        }

        Connect([.. Enumerable.Range(0, places.Count)], Roads, LongestRoadKm);
        Connect([.. Enumerable.Range(0, places.Count).OrderByDescending(place => places[place].Population).Take(Airports)], Flights, double.MaxValue);
        _next = [.. next.Select(set => set.ToArray())];
    }

    /// <summary>Stops that may follow one.</summary>
    /// <param name="place">Number of a town.</param>
    internal IReadOnlyList<int> Next(int place) => _next[place];

    /// <summary>A trip between random towns.</summary>
    /// <param name="random">Chooses.</param>
    /// <returns>Numbers of towns.</returns>
    internal int[] Travel(Random random)
    {
        while (true)
        {
            var parents = Ways(random.Next(_places.Count), random, out var last);
            var trip = new List<int>();
            for (var place = last; place >= 0; place = parents[place])
            {
                trip.Add(place);
            }

            // nobody knows beforehand which neighbour delays a traveller, only that one may
            for (var i = trip.Count - 1; i > 0 && trip.Count < MostStops; i--)
            {
                if (random.NextDouble() < Detour && _next[trip[i]].Intersect(_next[trip[i - 1]]).ToArray() is { Length: > 0 } both)
                {
                    trip.Insert(i, both[random.Next(both.Length)]);
                }
            }

            if (trip.Count >= FewestStops)
            {
                trip.Reverse();
                return [.. trip];
            }
        }
    }

    /// <summary>Trips to learn from and to be judged on.</summary>
    /// <param name="count">Trips to learn from; a tenth as many for each of the other parts, 40 at least.</param>
    /// <param name="seed">Of the trips; the parts have chances of their own.</param>
    internal DialogueCorpus Corpus(int count, long seed)
    {
        Dialogue[] Part(int size, string part)
        {
            var random = new Random((int)(Text.Fnv.Hash($"{seed}", part) >> 33));
            return [.. Enumerable.Range(0, size).Select(_ => new Dialogue([.. Travel(random).Select(place => _words[place])]))];
        }

        var held = Math.Max(40, count / 10);
        return new DialogueCorpus("trips", Part(count, "training"), Part(held, "validation"), Part(held, "test"));
    }

    // shortest ways from a town to those a few stops away; the last is one of the farthest, at random
    private Dictionary<int, int> Ways(int start, Random random, out int last)
    {
        var parents = new Dictionary<int, int> { [start] = -1 };
        int[] front = [start];
        last = start;
        var stops = random.Next(FewestStops, MostStops);
        for (var stop = 1; stop < stops && front.Length > 0; stop++)
        {
            last = front[random.Next(front.Length)];
            var following = new List<int>();
            random.Shuffle(front);
            foreach (var place in front)
            {
                foreach (var next in _next[place])
                {
                    if (parents.TryAdd(next, place))
                    {
                        following.Add(next);
                    }
                }
            }

            front = [.. following];
        }

        if (front.Length > 0)
        {
            last = front[random.Next(front.Length)];
        }

        return parents;
    }
}
