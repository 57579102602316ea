namespace GeoCore.Evaluation.Inputs;

/// <summary>What the numbers of a map are.</summary>
public enum MapValues
{
    /// <summary>Mass of a cell, or any score that mass is proportional to; not negative.</summary>
    Mass,

    /// <summary>Mass by area, up to a factor; not negative.</summary>
    Density,

    /// <summary>Natural logarithm of mass by area, up to a constant; −∞ for none.</summary>
    LogDensity,
}
