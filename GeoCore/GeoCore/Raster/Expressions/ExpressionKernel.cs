using System.Numerics.Tensors;

namespace GeoCore.Raster.Expressions;

/// <summary>Takes single steps on whole spans. Nodata is NaN, and what is computed from nodata is nodata.</summary>
internal static class ExpressionKernel
{
    /// <summary>Takes a step with one operand; the result may be the operand.</summary>
    internal static void Apply(ExpressionOperation operation, ReadOnlySpan<float> a, Span<float> result)
    {
        switch (operation)
        {
            case ExpressionOperation.Negate:
                TensorPrimitives.Negate(a, result);
                break;
            case ExpressionOperation.Abs:
                TensorPrimitives.Abs(a, result);
                break;
            case ExpressionOperation.Sqrt:
                TensorPrimitives.Sqrt(a, result);
                break;
            case ExpressionOperation.Log:
                TensorPrimitives.Log(a, result);
                break;
            case ExpressionOperation.Log10:
                TensorPrimitives.Log10(a, result);
                break;
            case ExpressionOperation.Exp:
                TensorPrimitives.Exp(a, result);
                break;
            default:
                for (var i = 0; i < a.Length; i++)
                    result[i] = ExpressionScalar.Apply(operation, a[i]);
                break;
        }
    }

    /// <summary>Takes a step with two operands; the result may be the first.</summary>
    internal static void Apply(ExpressionOperation operation, ReadOnlySpan<float> a, ReadOnlySpan<float> b, Span<float> result)
    {
        switch (operation)
        {
            case ExpressionOperation.Add:
                TensorPrimitives.Add(a, b, result);
                break;
            case ExpressionOperation.Subtract:
                TensorPrimitives.Subtract(a, b, result);
                break;
            case ExpressionOperation.Multiply:
                TensorPrimitives.Multiply(a, b, result);
                break;
            case ExpressionOperation.Divide:
                TensorPrimitives.Divide(a, b, result);
                break;
            case ExpressionOperation.Min:
                TensorPrimitives.Min(a, b, result);
                break;
            case ExpressionOperation.Max:
                TensorPrimitives.Max(a, b, result);
                break;
            default:
                for (var i = 0; i < a.Length; i++)
                    result[i] = ExpressionScalar.Apply(operation, a[i], b[i]);
                break;
        }
    }

    /// <summary>Takes a step with three operands; the result may be the first.</summary>
    internal static void Apply(ExpressionOperation operation, ReadOnlySpan<float> a, ReadOnlySpan<float> b, ReadOnlySpan<float> c, Span<float> result)
    {
        for (var i = 0; i < a.Length; i++)
            result[i] = ExpressionScalar.Apply(operation, a[i], b[i], c[i]);
    }
}
