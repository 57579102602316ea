namespace GeoCore.Raster.Expressions;

/// <summary>What one step of an expression does with the planes on top of the stack.</summary>
internal enum ExpressionOperation
{
    /// <summary>Puts a band on the stack.</summary>
    Band,

    /// <summary>Puts a number on the stack.</summary>
    Number,

    /// <summary>−a.</summary>
    Negate,

    /// <summary>1 where a is 0, else 0.</summary>
    Not,

    /// <summary>a + b.</summary>
    Add,

    /// <summary>a − b.</summary>
    Subtract,

    /// <summary>a · b.</summary>
    Multiply,

    /// <summary>a / b.</summary>
    Divide,

    /// <summary>Remainder of a / b, with the sign of a.</summary>
    Remainder,

    /// <summary>a to the power of b.</summary>
    Power,

    /// <summary>a &lt; b.</summary>
    Less,

    /// <summary>a ≤ b.</summary>
    LessOrEqual,

    /// <summary>a &gt; b.</summary>
    Greater,

    /// <summary>a ≥ b.</summary>
    GreaterOrEqual,

    /// <summary>a = b.</summary>
    Equal,

    /// <summary>a ≠ b.</summary>
    NotEqual,

    /// <summary>Both are not 0.</summary>
    And,

    /// <summary>At least one is not 0.</summary>
    Or,

    /// <summary>The smaller.</summary>
    Min,

    /// <summary>The larger.</summary>
    Max,

    /// <summary>|a|.</summary>
    Abs,

    /// <summary>Square root.</summary>
    Sqrt,

    /// <summary>Natural logarithm.</summary>
    Log,

    /// <summary>Logarithm to base 10.</summary>
    Log10,

    /// <summary>e to the power of a.</summary>
    Exp,

    /// <summary>a, at least b and at most c.</summary>
    Clamp,

    /// <summary>b where a is not 0, else c.</summary>
    Where,

    /// <summary>1 where a is nodata, else 0.</summary>
    IsNoData,
}
