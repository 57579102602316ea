using System.Diagnostics.CodeAnalysis;

namespace Learners.Contracts;

/// <summary>What a learner is, in words and numbers that a person or a program can choose by.</summary>
/// <param name="Name">Key on the command line and in job descriptions, such as <c>location-encoder</c>.</param>
/// <param name="Title">One line.</param>
/// <param name="Description">What it learns and how.</param>
/// <param name="Paper">The work it implements.</param>
/// <param name="Inputs">What one example holds.</param>
/// <param name="Outputs">What the trained network answers.</param>
/// <param name="DataSets">What it can be trained on.</param>
/// <param name="Metrics">What its evaluation reports.</param>
/// <param name="Parameters">Everything that can be set, with ranges and defaults.</param>
/// <param name="Presets">Named settings that belong together.</param>
public sealed record LearnerCard(
    string Name,
    string Title,
    string Description,
    PaperReference Paper,
    string Inputs,
    string Outputs,
    IReadOnlyList<DataSetChoice> DataSets,
    IReadOnlyList<string> Metrics,
    IReadOnlyList<HyperParameter> Parameters,
    IReadOnlyList<Preset> Presets)
{
    /// <summary>Stages of a training that takes several jobs, in order; empty for one.</summary>
    public IReadOnlyList<StageCard> Stages { get; init; } = [];

    /// <summary>The parameter that may be halved when a run dies of memory, or null where that would change what is learnt.</summary>
    public string? BatchParameter { get; init; }

    /// <summary>What is learnt when nobody says what: the preset's data set, else the first.</summary>
    /// <param name="preset">Name of a preset, or null.</param>
    public string DefaultData(string? preset) => Presets.FirstOrDefault(candidate => candidate.Name == preset)?.Data ?? DataSets[0].Name;

    /// <summary>Settles every parameter: the default, then the preset, then what the caller sets.</summary>
    /// <param name="preset">Name of a preset, or null for the defaults.</param>
    /// <param name="settings">Names and texts given by the caller; later ones win.</param>
    /// <param name="values">The settled values, when the answer is true.</param>
    /// <param name="problem">What is wrong and what would be right, when the answer is false.</param>
    public bool TrySettle(
        string? preset,
        IEnumerable<KeyValuePair<string, string>> settings,
        [NotNullWhen(true)] out HyperParameterValues? values,
        [NotNullWhen(false)] out string? problem)
    {
        values = null;
        problem = null;
        var texts = Parameters.ToDictionary(parameter => parameter.Name, parameter => parameter.DefaultText, StringComparer.Ordinal);
        IEnumerable<KeyValuePair<string, string>> given = settings;
        if (preset is not null)
        {
            var chosen = Presets.FirstOrDefault(candidate => candidate.Name == preset);
            if (chosen is null)
            {
                problem = $"{Name} has no preset '{preset}'; choose {string.Join(", ", Presets.Select(candidate => candidate.Name))}";
                return false;
            }

            given = chosen.Settings.Concat(settings);
        }

        foreach (var (name, text) in given)
        {
            var parameter = Parameters.FirstOrDefault(candidate => candidate.Name == name);
            if (parameter is null)
            {
                problem = $"{Name} has no parameter '{name}'; it has {string.Join(", ", Parameters.Select(candidate => candidate.Name))}";
                return false;
            }

            if (!parameter.TryNormalise(text, out var normal))
            {
                problem = $"{name} is {parameter.RangeText}, not '{text}'";
                return false;
            }

            texts[name] = normal;
        }

        values = new HyperParameterValues(texts);
        return true;
    }
}

/// <summary>The published work behind a learner.</summary>
/// <param name="Title">Title.</param>
/// <param name="Authors">Authors as cited.</param>
/// <param name="Identifier">Such as <c>arXiv 2310.06743</c>.</param>
public sealed record PaperReference(string Title, string Authors, string Identifier);

/// <summary>Something a learner can be trained on.</summary>
/// <param name="Name">Key on the command line.</param>
/// <param name="Description">What it is and where it comes from.</param>
/// <param name="IsSelfContained">Whether it needs nothing but the program: no file, no network.</param>
public sealed record DataSetChoice(string Name, string Description, bool IsSelfContained = false);

/// <summary>One stage of a training that takes several jobs.</summary>
/// <param name="Name">Key in job descriptions.</param>
/// <param name="Description">What it learns, and from which stage it goes on.</param>
public sealed record StageCard(string Name, string Description);

/// <summary>Settings that belong together.</summary>
/// <param name="Name">Key on the command line.</param>
/// <param name="Description">What it is for, and about how long it takes.</param>
/// <param name="Settings">Parameters that differ from their defaults.</param>
/// <param name="Data">What it is meant to learn, used when nothing is named; null for the learner's first data set.</param>
public sealed record Preset(string Name, string Description, IReadOnlyDictionary<string, string> Settings, string? Data = null);
