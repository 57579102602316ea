using Learners.LocationEncoding.Data.Climate;
using Learners.LocationEncoding.Protocol;

namespace Learners.LocationEncoding.Experiments;

/// <summary>A file of climate fields that the tables are made of.</summary>
/// <param name="Name">Part of the names of runs.</param>
/// <param name="Title">For the report.</param>
/// <param name="Description">What it is, and how it differs from the paper's.</param>
/// <param name="Find">Path of the file and the variables wanted of it; throws where it is not there.</param>
internal sealed record ClimateFieldSet(string Name, string Title, string Description, Func<string> Find)
{
    private const string Folder = "climate-fields";

    /// <summary>The files at hand.</summary>
    /// <param name="folder">Finds them.</param>
    internal static IReadOnlyList<ClimateFieldSet> All(ExperimentFolder folder) =>
    [
        Of("gust", "ERA5 wind gust", "one output on 1 440 × 721 places (0.25°), 10 382 to train on, 51 912 to validate, 975 946 to test; the paper has eight outputs on 3 600 × 1 801 places of the same archive.",
            folder, "era5_i10fg_0p25.nc", string.Empty),
        Of("wind-levels", "ERA-Interim wind and geopotential", "nine outputs (u, v, z at three levels, January) on 480 × 241 places (0.75°), 1 156 to train on, 5 784 to validate, 108 740 to test.",
            folder, "eraint_uvz.nc", "#u[0,0],u[0,1],u[0,2],v[0,0],v[0,1],v[0,2],z[0,0],z[0,1],z[0,2]"),
    ];

    /// <summary>Its sets of places, read when first asked for.</summary>
    internal Lazy<ClimateProtocol> Protocol { get; } = new(() => ClimateProtocol.Of(ClimateSource.Read(Find())));

    private static ClimateFieldSet Of(string name, string title, string description, ExperimentFolder folder, string file, string variables) => new(
        name, title, description, () => folder.Find(file, Folder, "docs/results/location-encoding.md says where it comes from") + variables);
}
