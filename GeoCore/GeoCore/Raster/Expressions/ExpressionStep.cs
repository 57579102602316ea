namespace GeoCore.Raster.Expressions;

/// <summary>One step of an expression in the order in which steps are taken: operands first.</summary>
/// <param name="Operation">What it does.</param>
/// <param name="Band">Place among the bands used, for <see cref="ExpressionOperation.Band"/>.</param>
/// <param name="Number">For <see cref="ExpressionOperation.Number"/>.</param>
internal readonly record struct ExpressionStep(ExpressionOperation Operation, int Band = 0, float Number = 0)
{
    /// <summary>Planes that the step takes off the stack; it puts one there.</summary>
    internal int Operands => Operation switch
    {
        ExpressionOperation.Band or ExpressionOperation.Number => 0,
        ExpressionOperation.Clamp or ExpressionOperation.Where => 3,
        ExpressionOperation.Negate or ExpressionOperation.Not or ExpressionOperation.Abs or ExpressionOperation.Sqrt or ExpressionOperation.Log
            or ExpressionOperation.Log10 or ExpressionOperation.Exp or ExpressionOperation.IsNoData => 1,
        _ => 2,
    };
}
