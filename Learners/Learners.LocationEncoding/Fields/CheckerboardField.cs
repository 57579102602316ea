using System.Globalization;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Fields;

/// <summary>The classes of the checkerboard.</summary>
public static class CheckerboardField
{
    // sixteen colours that neighbours in the order of the classes can be told apart by
    private static readonly string[] s_colors =
    [
        "#1f77b4", "#ffbb78", "#2ca02c", "#ff9896", "#9467bd", "#c49c94", "#e377c2", "#c7c7c7",
        "#bcbd22", "#9edae5", "#d62728", "#aec7e8", "#ff7f0e", "#98df8a", "#8c564b", "#c5b0d5",
    ];

    /// <summary>From the protocol of the paper.</summary>
    public static FieldDescription Description { get; } = new(
        "checkerboard",
        "Checkerboard of 16 classes",
        "Sixteen classes in turn over the cells of a Fibonacci lattice, learnt from 10 000 places: for comparison with published figures.",
        [
            .. Enumerable.Range(0, Checkerboard.Classes).Select(i =>
                new FieldOutput(string.Create(CultureInfo.InvariantCulture, $"class-{i}"), string.Create(CultureInfo.InvariantCulture, $"class {i}"), i, s_colors[i])),
        ],
        "computed",
        "public domain",
        "GeoSuite");
}
