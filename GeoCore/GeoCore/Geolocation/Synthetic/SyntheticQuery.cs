using GeoCore.Geodesy;

namespace GeoCore.Geolocation.Synthetic;

/// <summary>A truth and what the three sources noticed of it.</summary>
/// <param name="Truth">Cell.</param>
/// <param name="First">A place that A names.</param>
/// <param name="Second">The other one, if it names two; which of them has to do with the truth is not told.</param>
/// <param name="Class">What B names.</param>
/// <param name="IsLand">What C says.</param>
public readonly record struct SyntheticQuery(int Truth, UnitVector First, UnitVector? Second, int Class, bool IsLand);
