namespace GeoCore.Evaluation;

/// <summary>Mass of a map's cells by their density compared with a level, as multiples of the peak's density times a km².</summary>
/// <param name="Peak">Logarithm of the highest density, as stored.</param>
/// <param name="Above">Of denser cells.</param>
/// <param name="Tied">Of cells at the level.</param>
/// <param name="Below">Of less dense cells.</param>
internal readonly record struct MassAround(float Peak, double Above, double Tied, double Below)
{
    /// <summary>Mass of denser cells and half of the tied, as a share of everything, the residual included.</summary>
    internal double Denser(double residualMass) => (1 - residualMass) * (Above + Tied / 2) / (Above + Tied + Below);

    /// <summary>Natural logarithm of the probability density of a stored level, per km².</summary>
    internal double LogDensity(float level, double residualMass) => (double)level - Peak - Math.Log(Above + Tied + Below) + Math.Log(1 - residualMass);
}
