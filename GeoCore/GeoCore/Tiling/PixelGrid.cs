using GeoCore.Geodesy;
using NetTopologySuite.Geometries;

namespace GeoCore.Tiling;

/// <summary>A window of an endless lattice of pixels. A pixel is known by its global column and row, so that windows that share a pixel agree on its place to the last bit.</summary>
/// <param name="Crs">Reference system of the lattice.</param>
/// <param name="OriginX">West edge of global column 0.</param>
/// <param name="OriginY">North edge of global row 0.</param>
/// <param name="CellWidth">Width of a pixel, positive, in units of <paramref name="Crs"/>.</param>
/// <param name="CellHeight">Height of a pixel, positive.</param>
/// <param name="Column">Global column of the window's west-most pixels.</param>
/// <param name="Row">Global row of the window's north-most pixels; rows grow southwards.</param>
/// <param name="Width">Pixels from west to east.</param>
/// <param name="Height">Pixels from north to south.</param>
public readonly record struct PixelGrid(
    CoordinateReferenceSystem Crs,
    double OriginX,
    double OriginY,
    double CellWidth,
    double CellHeight,
    long Column,
    long Row,
    int Width,
    int Height)
{
    /// <summary>Number of pixels.</summary>
    public int PixelCount => Width * Height;

    /// <summary>Bounds of the window in units of <see cref="Crs"/>.</summary>
    public Envelope Envelope => new(
        OriginX + Column * CellWidth, OriginX + (Column + Width) * CellWidth,
        OriginY - (Row + Height) * CellHeight, OriginY - Row * CellHeight);

    /// <summary>The x of the centres of a column of the window.</summary>
    /// <param name="column">0 to <see cref="Width"/> − 1, or a fraction between pixel centres.</param>
    public double CentreX(double column) => OriginX + (Column + column + 0.5) * CellWidth;

    /// <summary>The y of the centres of a row of the window.</summary>
    /// <param name="row">0 to <see cref="Height"/> − 1, or a fraction between pixel centres.</param>
    public double CentreY(double row) => OriginY - (Row + row + 0.5) * CellHeight;

    /// <summary>Longitudes of the pixel centres of every column and latitudes of every row, where the system is separable.</summary>
    /// <param name="longitudes">Receives <see cref="Width"/> degrees.</param>
    /// <param name="latitudes">Receives <see cref="Height"/> degrees.</param>
    /// <exception cref="InvalidOperationException">Longitude depends on both x and y in <see cref="Crs"/>.</exception>
    public void GetSeparableCentres(Span<double> longitudes, Span<double> latitudes)
    {
        if (!Crs.IsSeparable)
        {
            throw new InvalidOperationException($"{Crs} needs both coordinates for a longitude.");
        }

        for (var column = 0; column < Width; column++)
        {
            longitudes[column] = Crs.ToGeographic(CentreX(column), 0).Longitude;
        }

        for (var row = 0; row < Height; row++)
        {
            latitudes[row] = Crs.ToGeographic(0, CentreY(row)).Latitude;
        }
    }

    /// <summary>Longitude and latitude of the pixel centres of one row.</summary>
    /// <param name="row">0 to <see cref="Height"/> − 1.</param>
    /// <param name="longitudes">Receives <see cref="Width"/> degrees; NaN where the projection has no inverse.</param>
    /// <param name="latitudes">Receives <see cref="Width"/> degrees.</param>
    public void GetRowCentres(int row, Span<double> longitudes, Span<double> latitudes)
    {
        for (var column = 0; column < Width; column++)
        {
            longitudes[column] = CentreX(column);
        }

        latitudes[..Width].Fill(CentreY(row));
        Crs.ToGeographic(longitudes[..Width], latitudes[..Width], longitudes, latitudes);
    }
}
