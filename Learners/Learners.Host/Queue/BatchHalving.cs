using System.Globalization;
using Learners.Contracts;

namespace Learners.Host.Queue;

/// <summary>The same job with half the batch, for one that died of memory.</summary>
internal static class BatchHalving
{
    /// <summary>Halves the parameter that the card names, and the size that batches grow to if there is one.</summary>
    /// <param name="offer">The learner.</param>
    /// <param name="job">The job that died.</param>
    /// <param name="smaller">The job to try next, when the answer is true.</param>
    /// <returns>False where the card allows no smaller batch.</returns>
    internal static bool TryHalve(LearnerOffer offer, JobRecord job, out JobRecord smaller)
    {
        smaller = job;
        var card = offer.Card;
        if (card.BatchParameter is not { } name || !card.TrySettle(job.Preset, job.Settings, out var values, out _))
        {
            return false;
        }

        var settings = new Dictionary<string, string>(job.Settings, StringComparer.Ordinal);
        foreach (var parameter in card.Parameters.Where(candidate => candidate.Name == name || candidate.Name == "final-" + name))
        {
            settings[parameter.Name] = (values.Integer(parameter.Name) / 2).ToString(CultureInfo.InvariantCulture);
        }

        if (!card.TrySettle(job.Preset, settings, out values, out _))
        {
            return false; // half of it is below the range of the parameter
        }

        smaller = job with
        {
            Settings = settings,
            MemoryBytes = offer.MemoryBytes(values, job.Data),
            Progress = null,
            Notes = [.. job.Notes, $"attempt {job.Attempt} died of memory; {name} is {settings[name]} from now on"],
        };
        return true;
    }
}
