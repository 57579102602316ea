namespace GeoCore.Geolocation.Sources;

/// <summary>How the heads of a classifier of places are read together.</summary>
public enum HierarchicalReadOut
{
    /// <summary>The finest head alone.</summary>
    FineOnly,

    /// <summary>f*: the probability of a fine cell times those of the cells around it in the coarser heads.</summary>
    Product,

    /// <summary>As <see cref="Product"/>, with each head's logarithm weighted: a posterior over the tree whose weights are fitted.</summary>
    Marginal,
}
