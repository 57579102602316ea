using GeoCore.Encoding;
using Learners.LocationEncoding.Fields;
using Learners.LocationEncoding.Losses;
using Learners.LocationEncoding.Protocol;
using Learners.Torch.Training;

namespace Learners.LocationEncoding.Data.Species;

/// <summary>The data set <c>species</c>: where species live, from presences alone.</summary>
internal static class SpeciesData
{
    private const string Training = "train2018";
    private const string Test = "val2018";
    private const double TrainingShare = 0.8;
    private static readonly string[] s_endings = [".npy", ".csv"];

    /// <summary>Opens the folder of the iNaturalist 2018 challenge or the table of sites that the caller names, or the mammals where they usually lie.</summary>
    /// <param name="context">Where data lie; the job's seed parts the observations.</param>
    /// <exception cref="IOException">The file is not there.</exception>
    /// <exception cref="InvalidDataException">It is not what it should be.</exception>
    internal static TrainingField Open(LearnerContext context)
    {
        if (context.Source is { } folder && Directory.Exists(folder))
        {
            return Challenge(folder, context);
        }

        var path = new SourceFile(context.Source, context.DataFolder, context.HomeFolder).Find(
            "mammals_presence_absence.csv", "species-mammals", "a table of lon, lat and 0 or 1 for each species, or the folder of the iNaturalist 2018 challenge");
        var sites = SpeciesSites.Read(path);
        var sets = PresenceProtocol.Of(sites, context.Job.Seed);
        return Field(
            sites.Species, sets.Training.Presences(), sets.Validation.Presences(), new SiteEvaluation("species", sets.Test), context, "table of presence and absence");
    }

    private static TrainingField Challenge(string folder, LearnerContext context)
    {
        SpeciesObservations all = NaturalistFiles.Read(folder, Training), test = NaturalistFiles.Read(folder, Test);
        var classes = Math.Max(all.ClassCount, test.ClassCount);
        (all, test) = (all with { ClassCount = classes }, test with { ClassCount = classes });
        var (training, validation) = all.Split(TrainingShare, context.Job.Seed);
        var logits = s_endings.Select(ending => Path.Combine(folder, Test + "_logits" + ending)).FirstOrDefault(File.Exists);
        var pictures = logits is null ? null : PictureLogits.Read(logits, NaturalistFiles.Images(folder, Test));
        return Field(
            [.. Enumerable.Range(0, classes).Select(species => $"species-{species}")],
            training, validation, new ObservationEvaluation("species", test, pictures), context, "iNaturalist 2018 challenge");
    }

    private static TrainingField Field(
        IReadOnlyList<string> species, SpeciesObservations training, SpeciesObservations validation, EvaluationSet test, LearnerContext context, string source)
    {
        var description = new FieldDescription(
            "species",
            "Where species live",
            "Log-odds of the presence of a species, learnt from places where it was seen; absence was assumed, not observed, so that only differences between places mean something.",
            [.. species.Select((name, i) => new FieldOutput(name, name, i, null) { Unit = "log-odds" })],
            source,
            "as the file's",
            string.Empty)
        {
            Kind = OutputKind.Regression,
        };
        return new TrainingField(
            description,
            PlaceObjective.Presences(species.Count, context.Values.Real("presence-weight")),
            null,
            Of(training),
            Of(validation),
            [test]);
    }

    private static OpenFeed Of(SpeciesObservations observations) => (learner, seed, device) => new PresenceFeed(
        new EpochFeed(observations, learner.Features, seed, learner.Precision, device), learner.Features, seed, learner.Precision, device);
}
