namespace GeoCore.Features;

/// <summary>Points, lines and polygons with properties, in degrees. Can be read from many threads at once.</summary>
public interface IFeatureSource : IDisposable
{
    /// <summary>What the source says of itself.</summary>
    FeatureSourceInfo Info { get; }

    /// <summary>Hands out everything that a query asks for, in any order.</summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="take">Gets one feature after the other.</param>
    /// <param name="cancellationToken">Looked at once per feature.</param>
    /// <exception cref="FeatureException">The source is gone or damaged.</exception>
    void Read(FeatureQuery query, Action<Feature> take, CancellationToken cancellationToken);

    /// <summary>A page of what a query asks for, in the order of the identifiers.</summary>
    /// <param name="query">What is wanted.</param>
    /// <param name="after">Identifier of the last feature of the page before; null for the first page.</param>
    /// <param name="most">Most features of the page.</param>
    /// <param name="cancellationToken">Looked at once per feature.</param>
    /// <exception cref="FeatureException">The source is gone or damaged.</exception>
    FeaturePage ReadPage(FeatureQuery query, long? after, int most, CancellationToken cancellationToken);

    /// <summary>The feature of an identifier; null where there is none.</summary>
    /// <exception cref="FeatureException">The source is gone or damaged.</exception>
    Feature? Find(long id);
}
