using Learners.Torch.Training;

namespace Learners.DialoguePlanning.Data;

/// <summary>Opens the data sets of the card.</summary>
internal static class DialogueCorpora
{
    /// <summary>Name of the data set of trips.</summary>
    internal const string Trips = "trips";

    /// <summary>Opens the data set of a job.</summary>
    /// <param name="context">Names it, and says where data lie.</param>
    /// <param name="cancellationToken">Ends fetching.</param>
    /// <exception cref="IOException">Its files are not there; the message says which.</exception>
    /// <exception cref="InvalidDataException">They are not what they should be.</exception>
    internal static DialogueCorpus Open(LearnerContext context, CancellationToken cancellationToken) => context.Job.Data switch
    {
        "dailydialog" => DailyDialogFiles.Read(context.Source ?? Path.Combine(context.DataFolder, "dailydialog")),
        Trips => new TripWorld(TripPlace.Fetch(context.DataFolder, context.Values.Integer("fewest-people"), context.Messages, cancellationToken))
            .Corpus(context.Values.Integer("dialogues"), context.Job.Seed),
        _ => TravelDesk.Corpus(context.Values.Integer("dialogues"), context.Job.Seed),
    };
}
