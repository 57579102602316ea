using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace TileServer.Http;

/// <summary>A form that a resource can be had in.</summary>
/// <param name="Name">Value of <c>f</c>.</param>
/// <param name="MediaType">Content-Type, perhaps with parameters.</param>
internal sealed record Form(string Name, string MediaType)
{
    internal static readonly Form Json = new("json", Answers.Json);

    internal static readonly Form Html = new("html", "text/html");
}

/// <summary>Chooses a form: <c>f</c> before <c>Accept</c> before the first; what cannot be had is 400 or 406 (RFC 9110, 12.5.1).</summary>
internal static class Negotiation
{
    /// <summary>Chooses among forms.</summary>
    /// <param name="context">The request; its answer varies by <c>Accept</c> unless <c>f</c> decided.</param>
    /// <param name="name">Value of <c>f</c> or of an extension, or null.</param>
    /// <param name="form">The form.</param>
    /// <param name="forms">What can be had, the default first.</param>
    /// <returns>The problem to answer with, or null.</returns>
    internal static Problem? Choose(HttpContext context, string? name, out Form form, params IReadOnlyList<Form> forms)
    {
        form = forms[0];
        var names = string.Join(", ", forms.Select(known => known.Name));
        if (name is not null)
        {
            if (forms.FirstOrDefault(known => known.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } named)
            {
                form = named;
                return null;
            }

            return new Problem(ProblemKinds.UnsupportedFormat) { Detail = "This resource does not come in that format.", Errors = [ParameterFault.Of("f", name, $"one of {names}")] };
        }

        context.Response.Headers.Append("Vary", "Accept");
        if (Best(context.Request.Headers.Accept, forms) is not { } best)
            return new Problem(ProblemKinds.NotAcceptable) { Detail = $"This resource comes as {string.Join(", ", forms.Select(known => known.MediaType))}; f={string.Join("|", forms.Select(known => known.Name))} chooses." };
        form = best;
        return null;
    }

    /// <summary>The form with the largest weight, of equal ones the first; the first where nothing is said, null where nothing fits.</summary>
    private static Form? Best(StringValues accept, IReadOnlyList<Form> forms)
    {
        if (StringValues.IsNullOrEmpty(accept))
            return forms[0];
        Form? best = null;
        var most = 0.0;
        foreach (var form in forms)
        {
            if (Weight(accept, form.MediaType) is var weight && weight > most)
                (best, most) = (form, weight);
        }

        return best;
    }

    /// <summary>Weight of a media type: that of the most exact range which holds it.</summary>
    private static double Weight(StringValues accept, string mediaType)
    {
        var plain = mediaType.Split(';')[0];
        var (exactness, weight) = (0, 0.0);
        foreach (var item in accept.SelectMany(line => (line ?? "").Split(',')))
        {
            var words = item.Split(';', StringSplitOptions.TrimEntries);
            var fit = words[0] == "*/*" ? 1
                : words[0].EndsWith("/*", StringComparison.Ordinal) && plain.StartsWith(words[0][..^1], StringComparison.OrdinalIgnoreCase) ? 2
                : words[0].Equals(plain, StringComparison.OrdinalIgnoreCase) ? 3
                : 0;
            if (fit <= exactness)
                continue;
            var quality = words.Skip(1).FirstOrDefault(word => word.StartsWith("q=", StringComparison.OrdinalIgnoreCase));
            (exactness, weight) = (fit, quality is null ? 1 : double.TryParse(quality[2..], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0);
        }

        return weight;
    }
}
