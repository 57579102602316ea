using System.Text.Json.Serialization.Metadata;

namespace TileServer.Api;

/// <summary>A parameter of an address.</summary>
/// <param name="Name">Its name; one that stands in braces in the path belongs to it, others to the query.</param>
/// <param name="Description">What it says.</param>
/// <param name="Example">A value that does.</param>
internal sealed record ApiParameter(string Name, string Description, string? Example = null)
{
    /// <summary><c>string</c>, <c>number</c>, <c>integer</c> or <c>boolean</c>.</summary>
    public string Type { get; init; } = "string";

    /// <summary>Largest value of a number; null for any.</summary>
    public int? Maximum { get; init; }

    /// <summary>Value where a request says nothing, of a number; null for none.</summary>
    public int? Default { get; init; }

    /// <summary>Whether it is described once for all operations that have it: some clients look there.</summary>
    public bool IsShared { get; init; }

    /// <summary>The only values there are; null for others.</summary>
    public IReadOnlyList<string>? Choices { get; init; }
}

/// <summary>A body that a request may have.</summary>
/// <param name="MediaType">Its type.</param>
/// <param name="Example">A body that does; of a form an object of fields, of which those in <see cref="Files"/> are files.</param>
internal sealed record ApiBody(string MediaType, string Example)
{
    /// <summary>Fields of a form that are files.</summary>
    public IReadOnlyList<string> Files { get; init; } = [];
}

/// <summary>An answer.</summary>
/// <param name="Status">Status code.</param>
/// <param name="Description">When it comes.</param>
/// <param name="MediaType">Type of its body; null without one.</param>
/// <param name="Schema">What the JSON holds; null where it is other content.</param>
internal sealed record ApiAnswer(int Status, string Description, string? MediaType = null, JsonTypeInfo? Schema = null)
{
    /// <summary>JSON with a schema.</summary>
    internal static ApiAnswer Json(int status, string description, JsonTypeInfo schema) => new(status, description, "application/json", schema);
}

/// <summary>What one method of one address does. Every route has one: a test compares.</summary>
/// <param name="Method">HTTP method; <c>GET</c> stands for <c>HEAD</c>, too.</param>
/// <param name="Path">Address with parameters in braces, as it is mapped.</param>
/// <param name="Tag">Group.</param>
/// <param name="Summary">One line.</param>
internal sealed record ApiOperation(string Method, string Path, string Tag, string Summary)
{
    /// <summary>Name, where a standard has one; else it is made from method and path.</summary>
    public string? Id { get; init; }

    /// <summary>Parameters of path and query.</summary>
    public IReadOnlyList<ApiParameter> Parameters { get; init; } = [];

    /// <summary>Bodies that do; none for a request without one.</summary>
    public IReadOnlyList<ApiBody> Bodies { get; init; } = [];

    /// <summary>Answers that are no problems.</summary>
    public required IReadOnlyList<ApiAnswer> Answers { get; init; }

    /// <summary>Status codes of problems that are this operation's own.</summary>
    public IReadOnlyList<int> Problems { get; init; } = [400];
}
