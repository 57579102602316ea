namespace GeoCore.Geolocation.Pooling;

/// <summary>How maps of several sources become one.</summary>
public enum PoolingRule
{
    /// <summary>All densities multiplied: the published rule, in which the prior of the photographs counts once a source.</summary>
    Product,

    /// <summary>The prior times each source's ratio to its own training prior, raised to a weight: Bayes' rule where sources are independent given the place. The default.</summary>
    LogLinear,

    /// <summary>The weighted mean of the densities.</summary>
    LinearPool,

    /// <summary>As <see cref="LogLinear"/>, with weights that depend on features of the photograph.</summary>
    Gated,
}
