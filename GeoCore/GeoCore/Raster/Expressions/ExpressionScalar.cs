namespace GeoCore.Raster.Expressions;

/// <summary>What every step does to single numbers: the rule of those that have no vector form, and the twin that the others are compared with.</summary>
internal static class ExpressionScalar
{
    internal static float Apply(ExpressionOperation operation, float a) => operation switch
    {
        ExpressionOperation.Negate => -a,
        ExpressionOperation.Not => float.IsNaN(a) ? float.NaN : Truth(a == 0),
        ExpressionOperation.Abs => MathF.Abs(a),
        ExpressionOperation.Sqrt => MathF.Sqrt(a),
        ExpressionOperation.Log => MathF.Log(a),
        ExpressionOperation.Log10 => MathF.Log10(a),
        ExpressionOperation.Exp => MathF.Exp(a),
        ExpressionOperation.IsNoData => Truth(float.IsNaN(a)),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "The operation has not one operand."),
    };

    internal static float Apply(ExpressionOperation operation, float a, float b)
    {
        // powers of 0 and comparisons would make numbers of nodata
        if (float.IsNaN(a) || float.IsNaN(b))
            return float.NaN;
        return operation switch
        {
            ExpressionOperation.Add => a + b,
            ExpressionOperation.Subtract => a - b,
            ExpressionOperation.Multiply => a * b,
            ExpressionOperation.Divide => a / b,
            ExpressionOperation.Remainder => a % b,
            ExpressionOperation.Power => MathF.Pow(a, b),
            ExpressionOperation.Less => Truth(a < b),
            ExpressionOperation.LessOrEqual => Truth(a <= b),
            ExpressionOperation.Greater => Truth(a > b),
            ExpressionOperation.GreaterOrEqual => Truth(a >= b),
            ExpressionOperation.Equal => Truth(a == b),
            ExpressionOperation.NotEqual => Truth(a != b),
            ExpressionOperation.And => Truth(a != 0 && b != 0),
            ExpressionOperation.Or => Truth(a != 0 || b != 0),
            ExpressionOperation.Min => MathF.Min(a, b),
            ExpressionOperation.Max => MathF.Max(a, b),
            _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "The operation has not two operands."),
        };
    }

    internal static float Apply(ExpressionOperation operation, float a, float b, float c) => operation switch
    {
        ExpressionOperation.Where => float.IsNaN(a) ? float.NaN : a != 0 ? b : c,
        ExpressionOperation.Clamp => float.IsNaN(a) || float.IsNaN(b) || float.IsNaN(c) ? float.NaN : MathF.Min(MathF.Max(a, b), c),
        _ => throw new ArgumentOutOfRangeException(nameof(operation), operation, "The operation has not three operands."),
    };

    private static float Truth(bool isTrue) => isTrue ? 1 : 0;
}
