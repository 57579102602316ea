namespace Learners.Geolocation.Data.Overhead;

/// <summary>An attribute of places: one class for each cell of a grid.</summary>
/// <param name="Name">As sources are named.</param>
/// <param name="Title">For people.</param>
/// <param name="Labels">Of the classes.</param>
/// <param name="ClassOf">The class at the centre of each cell; −1 where it is unknown.</param>
internal sealed record AttributeTable(string Name, string Title, IReadOnlyList<string> Labels, int[] ClassOf);
