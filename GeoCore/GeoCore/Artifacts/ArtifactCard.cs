using GeoCore.Encoding;
using GeoCore.Encoding.Networks;

namespace GeoCore.Artifacts;

/// <summary>What a published location encoder is: how it is evaluated, what its answers mean, how it was made and whom to name. The file <c>card.json</c>.</summary>
public sealed record ArtifactCard
{
    /// <summary>The only format there is.</summary>
    public const string CurrentFormat = "geosuite.location-encoder/1";

    /// <summary>Name and version of the format.</summary>
    public string Format { get; init; } = CurrentFormat;

    /// <summary>Identifier of the layer.</summary>
    public required string Id { get; init; }

    /// <summary>A line for people.</summary>
    public required string Title { get; init; }

    /// <summary>A paragraph for people.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>What the logits mean.</summary>
    public required OutputKind Kind { get; init; }

    /// <summary>The positional encoding.</summary>
    public required EncodingCard Encoding { get; init; }

    /// <summary>Form and size of the network.</summary>
    public required NetworkShape Network { get; init; }

    /// <summary>One entry per logit.</summary>
    public required IReadOnlyList<OutputCard> Outputs { get; init; }

    /// <summary>How the weights came about.</summary>
    public TrainingCard? Training { get; init; }

    /// <summary>Measured on data that was not trained on.</summary>
    public IReadOnlyList<MetricCard> Metrics { get; init; } = [];

    /// <summary>How the posterior of the last layer came about; null where there is none.</summary>
    public PosteriorCard? Posterior { get; init; }

    /// <summary>Where the data came from.</summary>
    public string Source { get; init; } = string.Empty;

    /// <summary>Licence of the weights.</summary>
    public string Licence { get; init; } = string.Empty;

    /// <summary>Whom to name beside a map.</summary>
    public string Attribution { get; init; } = string.Empty;

    /// <summary>SHA-256 of the other files, lower-case hexadecimal, by file name.</summary>
    public IReadOnlyDictionary<string, string> Sha256 { get; init; } = new Dictionary<string, string>();
}

/// <summary>A positional encoding by its wire name; parameters that an encoding does not have stay away.</summary>
/// <param name="Name">One of the eleven: <c>direct</c>, …, <c>sphericalharmonics</c>.</param>
/// <param name="Degrees">L of the spherical harmonics.</param>
/// <param name="Convention">Signs of the spherical harmonics: <c>standard</c>, <c>analytic</c>, <c>closed-form</c> or <c>satclip</c>.</param>
/// <param name="Scales">S of a multi-scale encoding.</param>
/// <param name="MinimumRadius">Finest scale.</param>
/// <param name="MaximumRadius">Coarsest scale.</param>
/// <param name="Variant"><c>corrected</c> or <c>reference</c>.</param>
/// <param name="IntegerFrequencies">Whether frequencies are rounded so that the encoding meets at ±180°.</param>
public sealed record EncodingCard(
    string Name,
    int? Degrees = null,
    string? Convention = null,
    int? Scales = null,
    double? MinimumRadius = null,
    double? MaximumRadius = null,
    string? Variant = null,
    bool? IntegerFrequencies = null);

/// <summary>What one logit stands for.</summary>
/// <param name="Name">Short name without blanks.</param>
/// <param name="Label">A line for people.</param>
/// <param name="Value">Class code.</param>
/// <param name="Color"><c>#rrggbb</c>.</param>
/// <param name="Unit">Unit of a regression.</param>
public sealed record OutputCard(string Name, string? Label = null, double? Value = null, string? Color = null, string? Unit = null);

/// <summary>How the weights came about.</summary>
/// <param name="Learner">Name of the learner.</param>
/// <param name="Data">Data set.</param>
/// <param name="Preset">Preset of the learner.</param>
/// <param name="Settings">Parameters that differ from the preset, or all.</param>
/// <param name="Seed">Of the run.</param>
/// <param name="Steps">Optimiser steps.</param>
/// <param name="Command">Repeats the run.</param>
/// <param name="Machine">Device, driver and libraries that computed it, or null where nobody wrote them down.</param>
public sealed record TrainingCard(
    string Learner,
    string Data,
    string? Preset,
    IReadOnlyDictionary<string, string> Settings,
    long Seed,
    long Steps,
    string Command,
    IReadOnlyDictionary<string, string>? Machine = null);

/// <summary>A measured figure.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Value">The figure, finite.</param>
public sealed record MetricCard(string Name, double Value);

/// <summary>How the posterior of the last layer came about. Its numbers are in <c>posterior.safetensors</c>.</summary>
/// <param name="PriorPrecision">One over the prior variance of a weight.</param>
/// <param name="Places">Places whose curvature was gathered.</param>
public sealed record PosteriorCard(double PriorPrecision, int Places);
