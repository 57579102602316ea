using GeoCore.Encoding.Positional;

namespace Learners.LocationEncoding.Experiments;

/// <summary>Encoders and networks as the paper writes them.</summary>
internal static class EncoderNames
{
    private static readonly Dictionary<string, string> s_names = new()
    {
        [PositionalEncodings.Direct] = "Direct",
        [PositionalEncodings.Cartesian3D] = "Cartesian3D",
        [PositionalEncodings.Wrap] = "Wrap",
        [PositionalEncodings.Grid] = "Grid",
        [PositionalEncodings.Theory] = "Theory",
        [PositionalEncodings.SphereC] = "SphereC",
        [PositionalEncodings.SphereCPlus] = "SphereC+",
        [PositionalEncodings.SphereM] = "SphereM",
        [PositionalEncodings.SphereMPlus] = "SphereM+",
        [PositionalEncodings.Dfs] = "DFS [ours]",
        [PositionalEncodings.SphericalHarmonics] = "SH",
        ["linear"] = "Linear",
        ["fcnet"] = "FcNet",
        ["siren"] = "SirenNet",
    };

    /// <summary>Title of a wire name.</summary>
    internal static string Title(string name) => s_names[name];

    /// <summary>A cell such as <c>SirenNet(Grid)</c>.</summary>
    internal static string Cell(string network, string encoder) => $"{Title(network)}({Title(encoder)})";
}
