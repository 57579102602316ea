using System.Globalization;
using Microsoft.Extensions.Primitives;
using TileServer.Sources.Styles;

namespace TileServer.Http;

/// <summary>Reads the parameters of one request, collects what cannot be used, and knows which ones nobody asked for.</summary>
/// <param name="context">The request.</param>
/// <param name="given">The parameters, where they are not those of the address.</param>
internal sealed class Query(HttpContext context, IQueryCollection? given = null)
{
    private const int MostIgnoredNames = 20;

    private const int LongestIgnoredName = 64;

    private readonly IQueryCollection _given = given ?? context.Request.Query;
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<ParameterFault> _faults = [];
    private StringValues? _transforms;
    private int? _position;

    /// <summary>Says that parameters have been read elsewhere.</summary>
    internal Query Knowing(IEnumerable<string> names)
    {
        _read.UnionWith(names);
        return this;
    }

    /// <summary>The text of a parameter that may be given once; null when it is missing or empty.</summary>
    internal string? Text(string name)
    {
        _read.Add(name);
        if (!_given.TryGetValue(name, out var values))
            return null;
        if (values.Count > 1)
        {
            Fault(name, values.ToString(), "one value");
            return null;
        }

        return string.IsNullOrEmpty(values[0]) ? null : values[0];
    }

    /// <summary>One of some words; null when the parameter is missing or none of them.</summary>
    internal string? Choice(string name, params ReadOnlySpan<string> choices)
    {
        var text = Text(name);
        if (text is null || choices.Contains(text))
            return text;
        Fault(name, text, $"one of {string.Join(", ", choices.ToArray())}");
        return null;
    }

    /// <summary>A finite number in a range.</summary>
    internal double? Number(string name, double minimum, double maximum, string expected)
    {
        if (Text(name) is not { } text)
            return null;
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        Fault(name, text, expected);
        return null;
    }

    /// <summary>A whole number in a range.</summary>
    internal int? Integer(string name, int minimum, int maximum)
    {
        if (Text(name) is not { } text)
            return null;
        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= minimum && number <= maximum)
            return number;
        Fault(name, text, string.Create(CultureInfo.InvariantCulture, $"a whole number from {minimum} to {maximum}"));
        return null;
    }

    /// <summary><c>true</c> or <c>false</c>.</summary>
    internal bool Flag(string name) => Choice(name, "true", "false", "1", "0") is "true" or "1";

    /// <summary>The version of the layer that the address names, or null.</summary>
    internal string? Version => Text("v");

    /// <summary>1 or 2 where <c>scale</c> is a number: there it means pixels per point, elsewhere a transform.</summary>
    internal int PixelRatio()
    {
        if (!_given.TryGetValue("scale", out var values))
            return 1;
        var ratios = values.Where(value => value is "1" or "2").ToArray();
        _transforms = values.Where(value => value is not ("1" or "2")).ToArray();
        if (ratios.Length > 1)
            Fault("scale", values.ToString(), "1 or 2, once");
        return ratios is ["2", ..] ? 2 : 1;
    }

    /// <summary>Whether something cannot be used.</summary>
    internal bool HasFaults => _faults.Count > 0;

    /// <summary>The rendering parameters, in any order.</summary>
    /// <param name="defaults">What holds where nothing is said.</param>
    /// <param name="except">Names that mean something else at this address.</param>
    internal RenderOptions Options(RenderOptions defaults, params IReadOnlyList<string> except)
    {
        var options = defaults;
        foreach (var name in RenderOptionsReader.Names)
        {
            if (except.Contains(name))
                continue;
            _read.Add(name);
            if (!_given.TryGetValue(name, out var values))
                continue;
            if (name == "scale" && _transforms is { } transforms)
                values = transforms;
            if (values.Count == 0)
                continue;
            if (values.Count > 1 && name is not ("bidx" or "rescale"))
            {
                Fault(name, values.ToString(), "one value");
                continue;
            }

            try
            {
                options = RenderOptionsReader.Read(options, name, [.. values]);
            }
            catch (OptionException fault)
            {
                Fault(fault.Parameter, fault.Value, fault.Expected);
                _position ??= (fault as ExpressionOptionException)?.Position;
            }
        }

        return options;
    }

    /// <summary>Notes that a parameter cannot be used.</summary>
    internal void Fault(string name, string? value, string expected) => _faults.Add(ParameterFault.Of(name, value, expected));

    /// <summary>Ends reading: names the parameters that nobody asked for, or with <c>strict=true</c> counts them as faults.</summary>
    /// <param name="isStrict">Whether they are faults without that, too.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal Problem? Finish(bool isStrict = false)
    {
        var strict = Flag("strict") || isStrict;
        var ignored = _given.Keys.Where(name => !_read.Contains(name)).Take(MostIgnoredNames).ToList();
        foreach (var name in strict ? ignored : [])
            Fault(name, null, "no parameter of this name");
        if (!strict && ignored.Count > 0)
            context.Response.Headers["X-Ignored-Params"] = string.Join(", ", ignored.Select(Printable));
        if (_faults.Count == 0)
            return null;
        return _position is { } position ? Problem.InvalidExpression(_faults, position) : Problem.InvalidParameters(_faults);
    }

    /// <summary>A name as a header can carry it.</summary>
    private static string Printable(string name) =>
        Uri.EscapeDataString(name.Length <= LongestIgnoredName ? name : name[..LongestIgnoredName]);
}
