namespace Learners.LocationEncoding.Fields;

/// <summary>Land or water.</summary>
public static class LandField
{
    private const string NaturalEarth = "Natural Earth (naturalearthdata.com)";

    /// <summary>From Natural Earth's 1:10m polygons.</summary>
    public static FieldDescription Description { get; } = new(
        "land",
        "Probability of land",
        "How probable it is that a place is land, as a small network learnt it. Lakes count as land where the polygons draw none; islands smaller than "
        + "the network resolves are faint or missing.",
        [new FieldOutput("land", "probability of land", 1, "#3f7d4e")],
        NaturalEarth + ", 1:10m land, as packaged in Debian's libmagics++-data",
        "public domain",
        "Made with Natural Earth");

    /// <summary>From the labels of the paper's experiment.</summary>
    public static FieldDescription LandOcean { get; } = Description with
    {
        Id = "land-ocean",
        Title = "Probability of land, by the paper's protocol",
        Description = "SirenNet(SphericalHarmonics) of arXiv 2310.06743 on 5 000 places: for comparison with published figures, not for a map.",
        Source = NaturalEarth + ", 1:110m countries, dissolved",
    };
}
