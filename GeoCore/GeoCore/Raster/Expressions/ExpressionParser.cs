using System.Globalization;

namespace GeoCore.Raster.Expressions;

/// <summary>Reads one text, by descent from what binds least to what binds most.</summary>
/// <remarks>From least to most: <c>|</c>, <c>&amp;</c>, comparisons (one at a time), <c>+ −</c>, <c>* / %</c>, signs and <c>!</c>, <c>^</c> (from the right).</remarks>
internal sealed class ExpressionParser
{
    /// <summary>Brackets and signs within one another: what a stack carries with ease.</summary>
    private const int Deepest = 64;

    private static readonly (string Sign, ExpressionOperation Operation)[] s_comparisons =
    [
        ("<=", ExpressionOperation.LessOrEqual), (">=", ExpressionOperation.GreaterOrEqual), ("==", ExpressionOperation.Equal), ("!=", ExpressionOperation.NotEqual),
        ("<", ExpressionOperation.Less), (">", ExpressionOperation.Greater),
    ];

    private static readonly Dictionary<string, ExpressionOperation> s_functions = new(StringComparer.Ordinal)
    {
        ["where"] = ExpressionOperation.Where,
        ["min"] = ExpressionOperation.Min,
        ["max"] = ExpressionOperation.Max,
        ["abs"] = ExpressionOperation.Abs,
        ["sqrt"] = ExpressionOperation.Sqrt,
        ["log"] = ExpressionOperation.Log,
        ["log10"] = ExpressionOperation.Log10,
        ["exp"] = ExpressionOperation.Exp,
        ["clamp"] = ExpressionOperation.Clamp,
        ["isnodata"] = ExpressionOperation.IsNoData,
    };

    private readonly string _text;
    private readonly List<int> _bands;
    private List<ExpressionStep> _steps = [];
    private int _at, _depth, _operations;

    internal ExpressionParser(string text, List<int> bands) => (_text, _bands) = (text, bands);

    /// <summary>The steps of each plane.</summary>
    internal List<ExpressionStep[]> Read()
    {
        var planes = new List<ExpressionStep[]>();
        do
        {
            _steps = [];
            ReadOr();
            planes.Add([.. _steps]);
        }
        while (Take(";"));
        SkipBlanks();
        return _at == _text.Length ? planes : throw Unexpected("an operator");
    }

    private void ReadOr()
    {
        ReadAnd();
        while (Take("|"))
            Apply(ReadAnd, ExpressionOperation.Or);
    }

    private void ReadAnd()
    {
        ReadComparison();
        while (Take("&"))
            Apply(ReadComparison, ExpressionOperation.And);
    }

    private void ReadComparison()
    {
        ReadSum();
        foreach (var (sign, operation) in s_comparisons)
        {
            if (!Take(sign))
                continue;
            Apply(ReadSum, operation);
            return;
        }
    }

    private void ReadSum()
    {
        ReadProduct();
        while (true)
        {
            if (Take("+"))
                Apply(ReadProduct, ExpressionOperation.Add);
            else if (Take("-"))
                Apply(ReadProduct, ExpressionOperation.Subtract);
            else
                return;
        }
    }

    private void ReadProduct()
    {
        ReadSigned();
        while (true)
        {
            if (Take("*"))
                Apply(ReadSigned, ExpressionOperation.Multiply);
            else if (Take("/"))
                Apply(ReadSigned, ExpressionOperation.Divide);
            else if (Take("%"))
                Apply(ReadSigned, ExpressionOperation.Remainder);
            else
                return;
        }
    }

    private void ReadSigned()
    {
        Enter();
        if (Take("-"))
            Apply(ReadSigned, ExpressionOperation.Negate);
        else if (Take("+"))
            ReadSigned();
        else if (!StartsWith("!=") && Take("!"))
            Apply(ReadSigned, ExpressionOperation.Not);
        else
            ReadPower();
        _depth--;
    }

    private void ReadPower()
    {
        ReadOperand();
        if (Take("^"))
            Apply(ReadSigned, ExpressionOperation.Power);
    }

    private void ReadOperand()
    {
        SkipBlanks();
        if (_at == _text.Length)
            throw Unexpected("a band, a number, a function or (");
        var start = _at;
        if (Take("("))
        {
            Enter();
            ReadOr();
            Expect(")");
            _depth--;
        }
        else if (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.')
        {
            ReadNumber();
        }
        else if (char.IsAsciiLetter(_text[_at]))
        {
            while (_at < _text.Length && char.IsAsciiLetterOrDigit(_text[_at]))
                _at++;
            ReadName(_text[start.._at], start);
        }
        else
        {
            throw Unexpected("a band, a number, a function or (");
        }
    }

    private void ReadName(string name, int start)
    {
        if (name[0] == 'b' && int.TryParse(name.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var band) && band is >= 1 and <= BandExpression.MostBands)
        {
            if (!_bands.Contains(band))
                _bands.Add(band);
            _steps.Add(new ExpressionStep(ExpressionOperation.Band, Band: _bands.IndexOf(band)));
            return;
        }

        if (!s_functions.TryGetValue(name, out var function))
            throw new ExpressionException($"'{name}' is neither a band (b1, b2 …) nor one of {string.Join(", ", s_functions.Keys)}", start);
        Expect("(");
        Enter();
        var operands = new ExpressionStep(function).Operands;
        for (var i = 0; i < operands; i++)
        {
            if (i > 0)
                Expect(",");
            ReadOr();
        }

        Expect(")");
        _depth--;
        Add(function, start);
    }

    private void ReadNumber()
    {
        var start = _at;
        while (_at < _text.Length && (char.IsAsciiDigit(_text[_at]) || _text[_at] == '.'))
            _at++;
        var exponent = _at + 1;
        if (_at < _text.Length && _text[_at] is 'e' or 'E')
        {
            exponent += exponent < _text.Length && _text[exponent] is '+' or '-' ? 1 : 0;
            while (exponent < _text.Length && char.IsAsciiDigit(_text[exponent]))
                _at = ++exponent;
        }

        if (!float.TryParse(_text.AsSpan(start, _at - start), NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) || !float.IsFinite(number))
            throw new ExpressionException($"'{_text[start.._at]}' is no number", start);
        _steps.Add(new ExpressionStep(ExpressionOperation.Number, Number: number));
    }

    private void Apply(Action readOperand, ExpressionOperation operation)
    {
        var start = _at - 1;
        readOperand();
        Add(operation, start);
    }

    private void Add(ExpressionOperation operation, int position)
    {
        if (++_operations > BandExpression.MostOperations)
            throw new ExpressionException($"there are more than {BandExpression.MostOperations} operations", position);
        _steps.Add(new ExpressionStep(operation));
    }

    private void Enter()
    {
        if (++_depth > Deepest)
            throw new ExpressionException($"brackets and signs are more than {Deepest} deep", _at);
    }

    private bool StartsWith(string sign)
    {
        SkipBlanks();
        return string.CompareOrdinal(_text, _at, sign, 0, sign.Length) == 0;
    }

    private bool Take(string sign)
    {
        if (!StartsWith(sign))
            return false;
        _at += sign.Length;
        return true;
    }

    private void Expect(string sign)
    {
        if (!Take(sign))
            throw Unexpected($"'{sign}'");
    }

    private void SkipBlanks()
    {
        while (_at < _text.Length && _text[_at] == ' ')
            _at++;
    }

    private ExpressionException Unexpected(string expected) =>
        new(_at < _text.Length ? $"expected {expected}, not '{_text[_at]}'" : $"expected {expected} at the end", _at);
}
